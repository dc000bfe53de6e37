import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ reportEmail: 'Reports@example.com' })
})
afterAll(() => world?.stop())

const reports = () => world.mailsTo('reports@example.com').filter(({ subject }) => subject.startsWith('Report'))
const at = (member: string) => `/accounts/${account.id}/experts/${member}`
const revoke = (member: string, body = {}) =>
  world.ask('POST', `${at(member)}/revoke`, { as: account.owner.token, body })

describe('the report', () => {
  test('kaleyra.r20: tells who, scope, window, end, counts, timeline, denied attempts and personal data', async () => {
    const expert = await world.expert(account, { until: world.inHours(4), access: 'limited-write' })
    await world.may(account, expert.id, 'channels.channel.view')
    await world.may(account, expert.id, 'billing.billing.manage')
    await world.may(account, expert.id, 'reports.pii.download')
    const event = (changes: object) => ({
      subject: { type: 'member', id: expert.id },
      action: { name: 'report.downloaded' },
      resource: { type: 'report', id: 'monthly' },
      ...changes,
    })
    await world.ask('POST', `/accounts/${account.id}/activity`, {
      as: await world.service('record'),
      body: {
        events: [event({ personalData: true }), event({ action: { name: '=cmd()' }, detail: 'tricky, "quoted"' })],
      },
    })
    world.setNow(expert.until ?? '')
    await world.stack.fireDue()
    await world.stack.settle()

    const [mail] = reports()
    expect(mail?.subject).toMatch(/^Report: what Expert did in Account \d+$/)
    for (const part of [
      `Expert <${expert.email}>`,
      'Limited write',
      'By itself, when the time was over',
      'Denied attempts',
      'billing.billing.manage',
      'denied (not_granted)',
      'Personal data',
      'report.downloaded',
      'Timeline',
    ])
      expect(mail?.text).toContain(part)
    expect(mail?.text).toMatch(/Actions reported by the platform: +2\n/)
    expect(mail?.text).toMatch(/Requests permitted: +2\n/)
    expect(mail?.text).toMatch(/Attempts denied: +1\n/)
    expect(mail?.text).toMatch(/Downloads of personal data: +1 reported, 1 permitted\n/)

    const [attachment] = mail?.attachments ?? []
    expect(attachment).toEqual(expect.objectContaining({ type: expect.stringContaining('text/csv') }))

    // It can be read again, byte for byte: the digest of the mail proves it.
    const list = await world.ask('GET', `${at(expert.id)}/reports`, { as: account.owner.token })
    const [report] = list.body.items
    expect(report).toEqual(expect.objectContaining({ ended: 'expired', rows: 5, access: 'limited-write' }))
    const csv = await world.ask('GET', `${at(expert.id)}/reports/${report.id}`, {
      as: account.owner.token,
      headers: { accept: 'text/csv' },
    })
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(createHash('sha256').update(csv.text).digest('hex')).toBe(report.sha256)
    expect(mail?.text).toContain(report.sha256)
    expect(csv.text).toContain("'=cmd()")
    expect(csv.text.split('\r\n').filter(Boolean)).toHaveLength(6)
    const again = await world.ask('GET', `${at(expert.id)}/reports/${report.id}`, { as: account.owner.token })
    expect(again.body).toEqual(report)
  })

  test('kaleyra.r20: also when nothing was done', async () => {
    const expert = await world.expert(account)
    await revoke(expert.id)
    await world.stack.settle()
    expect(reports()[0]?.text).toContain('Nothing was done')
    expect(reports()[0]?.text).toContain('Revoked by Owner')
  })

  test('also for an invitation that was declined, or never accepted', async () => {
    const declined = await world.invited(account)
    const token = world.tokenMailedTo(declined.email)
    world.must(await world.ask('POST', `/invitations/${token}/decline`, { as: declined.email }), 200)
    await world.stack.settle()
    expect(reports()[0]?.text).toContain('The invitation was declined')
    const never = await world.invited(account)
    await revoke(never.id)
    await world.stack.settle()
    expect(reports()[0]?.text).toMatch(/Accepted: +never/)
  })

  test('erasing the details changes no report', async () => {
    const expert = await world.expert(account)
    await world.may(account, expert.id)
    await revoke(expert.id)
    await world.stack.settle()
    const read = async () =>
      (await world.ask('GET', `${at(expert.id)}/reports`, { as: account.owner.token })).body.items
    const before = await read()
    expect((await world.ask('DELETE', at(expert.id), { as: account.owner.token })).status).toBe(204)
    expect(await read()).toEqual(before)
  })

  test('SES fails while it is sent: the same report goes out later, once', async () => {
    const expert = await world.expert(account)
    await world.may(account, expert.id)
    await world.stack.settle()
    const sent = reports().length
    await revoke(expert.id)
    world.stack.ses.refuseNext(9, 'InternalFailure', 500)
    for (let tries = 0; tries < 5; tries++) await world.stack.settle()
    expect(reports()).toHaveLength(sent + 1)
    const list = await world.ask('GET', `${at(expert.id)}/reports`, { as: account.owner.token })
    expect(list.body.items).toHaveLength(1)
    expect(reports()[0]?.text).toContain(list.body.items[0].sha256)
  })

  test('what cannot be read is refused', async () => {
    const expert = await world.expert(account)
    await revoke(expert.id)
    await world.stack.settle()
    const [report] = (await world.ask('GET', `${at(expert.id)}/reports`, { as: account.owner.token })).body.items
    const other = await world.expert(account)
    const unknown = await world.ask('GET', `${at(other.id)}/reports/${report.id}`, { as: account.owner.token })
    expect([unknown.status, unknown.body.code]).toEqual([404, 'report_unknown'])
    const refused = await world.ask('GET', `${at(other.id)}/reports`, { as: other.email })
    expect([refused.status, refused.body.code]).toEqual([403, 'not_permitted'])
  })
})
