import { createHash } from 'node:crypto'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agentKey, delegationKey } from '../../shared/keys.ts'
import { client, read, tableName } from '../../shared/table.ts'
import { acting, decisionsOn, path, reason, started } from '../endpoints/delegations.ts'
import { expectRefusal, nobody, teamMember } from '../endpoints/helpers.ts'
import { type GivenAgent, partnered } from '../endpoints/partners.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
let agent: GivenAgent
let member: { id: string; email: string }
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  ;({ account, agent } = await partnered(world, 'implementation-partner'))
  member = await teamMember(world, account, { roles: ['administrator'] })
  const body = { reportEmail: `reports-${account.id}@example.com` }
  world.must(await world.ask('PATCH', `/accounts/${account.id}`, { as: account.owner.email, body }), 200)
})
afterAll(() => world?.stop())

const start = (changes = {}) => started(world, account, agent, { onBehalfOf: member.id, ...changes })
const end = async (id: string, as = account.owner.email) =>
  world.must(await world.ask('DELETE', path(account, id), { as }), 200)
const settle = () => world.stack.settle()
const reports = () => world.mailsTo(`reports-${account.id}@example.com`)
const readReport = (id: string, headers = {}, as = account.owner.email) =>
  world.ask('GET', `${path(account, id)}/report`, { as, headers })

describe('the report of a delegation', () => {
  test('talkdesk.r13: a report tells what was done and tried, under both names, and is read again byte for byte', async () => {
    const { id } = await start()
    const questions = ['accounts.account.view', 'agents.agent.create', 'users.user.export']
    await decisionsOn(world, account, acting(agent.subject, id), questions)
    // What the agent does for themselves is not in it.
    await decisionsOn(world, account, { type: 'user', id: agent.subject }, ['users.user.export'])
    const event = {
      ...{ subject: { type: 'user', id: agent.subject }, delegation: id, personalData: true },
      ...{ action: { name: 'list.downloaded' }, resource: { type: 'list', id: '=cmd()' } },
    }
    const record = { as: await world.service('record'), body: { events: [event] } }
    world.must(await world.ask('POST', `/accounts/${account.id}/activity`, record), 201)
    expectRefusal(await readReport(id), 404, 'report_unknown')
    world.pass(1000)
    await end(id)
    await settle()

    const [mail, ...more] = reports()
    expect(more).toEqual([])
    expect(mail?.subject).toMatch(/^Report: what Agent of Partner did on behalf of Team in Account \d+$/)
    for (const line of [
      `Agent: +Agent <${agent.email}>`,
      `Reason given: +${reason}`,
      'How it ended: +Ended by Owner',
      'Actions reported by the platform: +1',
      'Requests permitted: +1',
      'Attempts denied: +2',
      'Downloads of personal data: +1 reported, 0 permitted',
    ])
      expect(mail?.text).toMatch(new RegExp(`${line}\n`))
    for (const part of [
      'denied (read_only)',
      'denied (beyond_subject)',
      'Personal data',
      'list.downloaded',
      'Timeline',
    ])
      expect(mail?.text).toContain(part)

    const { body: report } = await readReport(id)
    expect(report).toMatchObject({
      ...{ delegation: id, agent: agent.id, partner: agent.partner, onBehalfOf: member.id, reason },
      ...{ access: 'read-only', ended: 'ended', endedAt: world.now(), rows: 4 },
      endedBy: { type: 'member', id: account.owner.member },
    })
    const csv = await readReport(id, { accept: 'text/csv' })
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(createHash('sha256').update(csv.text).digest('hex')).toBe(report.sha256)
    expect(mail?.text).toContain(report.sha256)
    const [attached] = mail?.attachments ?? []
    expect(attached).toEqual(expect.objectContaining({ type: expect.stringContaining('text/csv') }))
    expect(csv.text).toContain("'=cmd()")
    const lines = csv.text.split('\r\n').filter(Boolean).slice(1)
    expect(lines).toHaveLength(4)
    for (const line of lines) expect(line).toContain(`${agent.partner},${member.id},${id}`)
    expect(`${csv.text}${JSON.stringify(report)}`).not.toContain(agent.email)
  })

  test('talkdesk.r13: also when nothing was done', async () => {
    const { id, until } = await start()
    await settle()
    world.setNow(until)
    await world.stack.fireDue()
    await settle()
    expect(reports()[0]?.text).toContain('Nothing was done')
    const report = world.must(await readReport(id), 200)
    expect(report).toMatchObject({ ended: 'expired', endedAt: until, endedBy: null, rows: 0 })
  })

  test('is read by whom the catalog lets, and by no agent', async () => {
    const { id } = await start()
    await end(id)
    await settle()
    expect((await readReport(id, {}, member.email)).status).toBe(200)
    expectRefusal(await readReport(id, {}, agent.email), 403, 'not_permitted')
    expectRefusal(await readReport(nobody), 404, 'delegation_unknown')
  })

  test('SES fails while it is sent: the same report goes out later, once', async () => {
    const { id } = await start()
    await settle()
    await end(id)
    world.stack.ses.refuseNext(9, 'InternalFailure', 500)
    for (let tries = 0; tries < 6; tries++) await settle()
    expect(reports()).toHaveLength(1)
    expect(reports()[0]?.text).toContain(world.must(await readReport(id), 200).sha256)
  })

  test('an agent whose details were erased meanwhile is still named in the mails, and nowhere else', async () => {
    const { id } = await start()
    await settle()
    const key = agentKey(agent.partner, agent.id)
    const data = { ...(await read<object>(key)), name: null, email: null, status: 'revoked' }
    const Put = { TableName: tableName(), Item: { ...key, data } }
    await client.send(new TransactWriteCommand({ TransactItems: [{ Put }] }))
    const view = world.must(await world.ask('GET', path(account, id), { as: account.owner.email }), 200)
    expect(view.agent).toEqual({ id: agent.id, name: null, email: null })
    await end(id)
    await settle()
    expect(reports()[0]?.text).toMatch(new RegExp(`Agent: +Agent <${agent.email}>\n`))
    expect(JSON.stringify(await read(delegationKey(account.id, id)))).not.toContain(agent.email)
  })
})
