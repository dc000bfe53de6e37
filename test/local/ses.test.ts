import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses'
import MailComposer from 'nodemailer/lib/mail-composer'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMailEvents } from '../../local/mail/events.ts'
import { createInbox } from '../../local/mail/inbox.ts'
import { createSes, type Ses } from '../../local/mail/ses.ts'
import { type LoopbackServer, listen } from '../../local/servers.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'gatepass-ses-'))
const onDelivery = vi.fn((_event: unknown) => {})
let ses: Ses
let servers: LoopbackServer[]
let client: SESClient
let inbox: string

beforeEach(async () => {
  onDelivery.mockReset()
  ses = createSes({ db: new DatabaseSync(':memory:'), dataDir, onDelivery })
  servers = [await listen(ses.listener, 0), await listen(createInbox(ses.mails), 0)]
  const [sending, reading] = servers
  inbox = `http://127.0.0.1:${reading?.port}`
  client = new SESClient({
    endpoint: `http://127.0.0.1:${sending?.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
})
afterEach(() => Promise.all(servers.map((server) => server.close())))
afterAll(() => rmSync(dataDir, { recursive: true }))

const invitation = {
  from: 'Gatepass <no-reply@gatepass.example.com>',
  to: 'Zoë <zoe@vendor.example>, bo@vendor.example',
  subject: 'Äccess to Acme — 3 days',
  text: 'Open https://localhost/invitations/t',
  html: '<p>Open <a href="https://localhost/invitations/t?a=1&amp;b=2">the link</a> or <a href="mailto:x@y.z">write</a></p>',
  attachments: [{ filename: 'bericht-ö.csv', content: 'a,b\n1,2\n', contentType: 'text/csv' }],
  headers: { 'X-SES-CONFIGURATION-SET': 'local', 'X-SES-MESSAGE-TAGS': 'account=a-1, member=m_2' },
}
const send = async (mail: object = {}) => {
  const raw = await new MailComposer({ ...invitation, ...mail }).compile().build()
  return (await client.send(new SendRawEmailCommand({ RawMessage: { Data: raw } }))).MessageId ?? ''
}

test('a mail is captured as its recipients would read it', async () => {
  const id = await send()
  expect(ses.mails.list()).toMatchObject([
    {
      id,
      to: ['zoe@vendor.example', 'bo@vendor.example'],
      subject: 'Äccess to Acme — 3 days',
      text: 'Open https://localhost/invitations/t\n',
      links: ['https://localhost/invitations/t?a=1&b=2'],
      attachments: [{ name: 'bericht-ö.csv', type: 'text/csv', size: 8 }],
      headers: { from: 'Gatepass <no-reply@gatepass.example.com>' },
    },
  ])
})

test('the headers for SES itself do not reach the recipient, folded or not', async () => {
  const tags = Array.from({ length: 12 }, (_, n) => `name${n}=value${n}`).join(', ')
  const id = await send({ headers: { ...invitation.headers, 'X-SES-MESSAGE-TAGS': tags } })
  const source = readFileSync(join(dataDir, 'mails', `${id}.eml`), 'utf8')
  expect(source).not.toMatch(/x-ses|value11/i)
  expect(onDelivery.mock.calls[0]?.[0]).toMatchObject({ detail: { mail: { tags: { name11: ['value11'] } } } })
})

test('a delivery is published with the message id, the tags and the recipients', async () => {
  const messageId = await send()
  expect(onDelivery).toHaveBeenCalledOnce()
  expect(onDelivery).toHaveBeenCalledWith(
    expect.objectContaining({
      source: 'aws.ses',
      'detail-type': 'Email Delivered',
      detail: {
        eventType: 'Delivery',
        mail: expect.objectContaining({
          messageId,
          destination: ['zoe@vendor.example', 'bo@vendor.example'],
          tags: { 'ses:configuration-set': ['local'], account: ['a-1'], member: ['m_2'] },
        }),
        delivery: expect.objectContaining({ recipients: ['zoe@vendor.example', 'bo@vendor.example'] }),
      },
    }),
  )
})

test('a recipient named bounce never gets the mail, the others do', async () => {
  await send({ to: 'bounce+1@vendor.example, bo@vendor.example' })
  const details = onDelivery.mock.calls.map(([event]) => (event as { detail: Record<string, unknown> }).detail)
  expect(details).toMatchObject([
    { eventType: 'Delivery', delivery: { recipients: ['bo@vendor.example'] } },
    {
      eventType: 'Bounce',
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'bounce+1@vendor.example' }] },
    },
  ])
})

test('without a configuration set nothing is published, as with SES', async () => {
  await send({ headers: {} })
  expect(ses.mails.list()).toHaveLength(1)
  expect(onDelivery).not.toHaveBeenCalled()
})

test('a mail given in fields is captured with all recipients', async () => {
  const body = { Text: { Data: 'Hello, ö' }, Html: { Data: '<a href="http://localhost/x">x</a>' } }
  await client.send(
    new SendEmailCommand({
      Source: 'no-reply@gatepass.example.com',
      Destination: { ToAddresses: ['a@b.example', 'c@d.example'], BccAddresses: ['e@f.example'] },
      Message: { Subject: { Data: 'Grüße' }, Body: body },
    }),
  )
  expect(ses.mails.list()).toMatchObject([
    { to: ['a@b.example', 'c@d.example', 'e@f.example'], subject: 'Grüße', links: ['http://localhost/x'] },
  ])
})

test('what SES would not send is refused: a tag with a character it does not take, no recipient', async () => {
  await expect(send({ headers: { 'X-SES-MESSAGE-TAGS': 'a=b c' } })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  })
  await expect(send({ to: '' })).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  expect(ses.mails.list()).toEqual([])
})

test('refused requests fail as told, and no more of them than asked', async () => {
  ses.refuseNext(1)
  await expect(send()).rejects.toMatchObject({ name: 'Throttling' })
  ses.refuseNext(1, 'MessageRejected')
  await expect(send()).rejects.toMatchObject({ name: 'MessageRejected', $fault: 'client' })
  await expect(send()).resolves.toBeTruthy()
  expect(ses.mails.list()).toHaveLength(1)
})

test('the inbox lists mails newest first, and shows one so that nothing in it can run', async () => {
  await send({ subject: 'first' })
  const id = await send({
    subject: '<b>second</b>',
    html: '<script>alert(1)</script><a href="https://localhost/x">x</a>',
  })
  const listed = (await (await fetch(`${inbox}/inbox.json`)).json()) as { subject: string }[]
  expect(listed.map((mail) => mail.subject)).toEqual(['<b>second</b>', 'first'])
  const page = await (await fetch(`${inbox}/inbox/${id}`)).text()
  expect(page).toContain('&lt;b&gt;second&lt;/b&gt;')
  expect(page).not.toContain('<script')
  expect(page).toContain('sandbox="allow-top-navigation-by-user-activation allow-popups"')
  expect(page).toContain('srcdoc="&lt;base target=&quot;_top&quot;&gt;')
})

test('a mail and its attachments can be downloaded; what does not exist is not found', async () => {
  const id = await send()
  const attachment = await fetch(`${inbox}/inbox/${id}/attachments/0`)
  expect(attachment.headers.get('content-disposition')).toContain(encodeURIComponent('bericht-ö.csv'))
  expect(await attachment.text()).toBe('a,b\n1,2\n')
  expect(await (await fetch(`${inbox}/inbox/${id}.eml`)).text()).toContain('MIME-Version')
  const missing = ['/inbox/no', '/inbox/no.eml', `/inbox/${id}/attachments/7`, '/inbox/a/b', '/inboxes']
  for (const path of missing) expect((await fetch(`${inbox}${path}`)).status, path).toBe(404)
})

test('what became of a mail is told again until it is heard, five times at most, and one failure holds up nobody', async () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  const heard: unknown[] = []
  const invoke = async (event: unknown) => {
    if (event === 'broken') throw new Error('no table')
    heard.push(event)
  }
  const db = new DatabaseSync(':memory:')
  const events = createMailEvents({ db, invoke })
  events.push('broken')
  events.push('well')
  expect(await events.pass()).toEqual({ processed: 1, failed: 1 })
  for (let attempt = 2; attempt <= 5; attempt += 1) expect(await events.pass()).toEqual({ processed: 0, failed: 1 })
  expect(await events.pass()).toEqual({ processed: 0, failed: 0 })
  expect(heard).toEqual(['well'])
  expect(db.prepare('SELECT consumer FROM dead_letters').all()).toMatchObject([{ consumer: 'record-delivery' }])
  expect(complaint).toHaveBeenCalledOnce()
  complaint.mockRestore()
})
