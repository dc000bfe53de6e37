/** What agents of partners may change of the account itself: the report address, and by a file its set-up. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, stored } from './helpers.ts'
import { givenPartnered, type Partnered } from './partner-changes.ts'
import { engage, givenAgent } from './partners.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const read = async ({ at, account }: Partnered) =>
  world.must(await world.ask('GET', at, { as: account.owner.email }), 200)
/** But for what is recorded of who asked. */
const settled = async () => (await stored()).filter((line) => !/^(ACTIVITY|AGENTOF)#/.test(line))

describe.each(['reseller', 'implementation-partner'] as const)('PATCH /accounts/{account} by an agent: %s', (role) => {
  test('the report address and nothing else; the former address and the owner are told', async () => {
    const given = await givenPartnered(world, role)
    const { reportEmail: former } = await read(given)
    for (const body of [
      { name: 'Other' },
      { timeZone: 'Europe/Paris' },
      { reportEmail: 'x@example.com', name: 'Other' },
    ])
      expectRefusal(
        await given.ask('PATCH', '', body),
        403,
        'not_permitted',
        Object.keys(body).find((field) => field !== 'reportEmail'),
      )
    const reportEmail = `moved-${role}@example.com`
    expect(world.must(await given.ask('PATCH', '', { reportEmail }), 200).reportEmail).toBe(reportEmail)
    const [toOwner, ...more] = await given.told(given.account.owner.email)
    expect(more).toEqual([])
    expect(toOwner?.text).toMatch(new RegExp(`Report address: +${reportEmail}, was ${former}\\n`))
    expect((await given.told(former)).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Partner changed the report address of the account/),
    ])
    expect(await given.told(reportEmail)).toEqual([])
    // The same again changes nothing, and nobody is told.
    world.must(await given.ask('PATCH', '', { reportEmail }), 200)
    expect(await given.told(given.account.owner.email)).toHaveLength(1)
  })
})

const setUp = (given: Partnered, rows: string[], query = '', headers: Record<string, string> = {}) =>
  given.ask('POST', `/set-up${query}`, ['setting,value', ...rows].join('\n'), {
    'content-type': 'text/csv',
    ...headers,
  })
const lines = (answer: { body: { faults?: { code: string; field: string }[]; code: string; field: string } }) =>
  (answer.body.faults ?? [answer.body]).map(({ code, field }) => `${field} ${code}`)

describe('POST /accounts/{account}/set-up', () => {
  test('talkdesk.r28: an account is set up by a CSV file, in one commit with one entry, and those it concerns are told', async () => {
    const given = await givenPartnered(world, 'implementation-partner')
    const before = await read(given)
    const rows = ['name,"Acme, Ltd"', 'time-zone,Asia/Kolkata', 'report-email, New@Example.com ']
    const dry = world.must(await setUp(given, rows, '?dryRun=true'), 200)
    const changed = [
      { setting: 'name', before: before.name, after: 'Acme, Ltd' },
      { setting: 'time-zone', before: 'Europe/Rome', after: 'Asia/Kolkata' },
      { setting: 'report-email', before: before.reportEmail, after: 'new@example.com' },
    ]
    expect(dry).toEqual({ dryRun: true, account: before, changed })
    expect(await read(given)).toEqual(before)
    const done = world.must(await setUp(given, rows), 200)
    const after = { ...before, name: 'Acme, Ltd', timeZone: 'Asia/Kolkata', reportEmail: 'new@example.com' }
    const account = { ...after, version: before.version + 1 }
    expect(done).toEqual({ dryRun: false, account, changed })
    expect(await read(given)).toEqual(account)

    const path = `${given.at}/audit?member=${given.account.id}&limit=1`
    const [entry] = world.must(await world.ask('GET', path, { as: given.account.owner.email }), 200).items
    expect(entry).toMatchObject({
      ...{ action: 'account.set-up', actor: { type: 'agent', id: given.agent.id, partner: given.agent.partner } },
      before: { name: before.name, timeZone: 'Europe/Rome', reportEmail: before.reportEmail },
      after: { name: 'Acme, Ltd', timeZone: 'Asia/Kolkata', reportEmail: 'new@example.com' },
    })
    expect((await given.told(given.account.owner.email))[0]?.text).toMatch(
      /Time zone: +Asia\/Kolkata, was Europe\/Rome/,
    )
    expect(await given.told(before.reportEmail)).toHaveLength(1)
    // Once more it changes nothing.
    expect(world.must(await setUp(given, rows), 200)).toEqual({ dryRun: false, account, changed: [] })
  })

  test('all or nothing: every fault with its line', async () => {
    const given = await givenPartnered(world, 'implementation-partner')
    const before = await settled()
    const answer = await setUp(given, [
      'name,Fine',
      'time-zone,Mars/Base',
      'report-email,nobody',
      'colour,red',
      'name,Twice',
      'switch:administrator:moon.base.enter,on',
      'switch:astronaut:moon.base.enter,on',
      'restriction:agent:moon.hide,maybe',
      'constructor,x',
    ])
    expect(answer.status).toBe(422)
    expect(lines(answer)).toEqual([3, 4, 5, 6, 7, 8, 9, 10].map((line) => `line ${line} set_up_invalid`))
    expect(await settled()).toEqual(before)
  })

  test.each([
    ['', 1],
    ['setting', 1],
    ['setting,value', 1],
    ['setting,value,more\nname,A,b', 1],
    ['setting,value\nname,A\nname,A,b', 3],
    ['setting,value\nname,"A', 2],
  ])('a file that is none is refused with the line: %j', async (text, line) => {
    const given = await givenPartnered(world, 'implementation-partner')
    const answer = await given.ask('POST', '/set-up', text, { 'content-type': 'text/csv' })
    expectRefusal(answer, 422, 'csv_invalid', `line ${line}`)
  })

  test('is closed to resellers, to members, and to who read another version', async () => {
    const reseller = await givenPartnered(world, 'reseller')
    expectRefusal(await setUp(reseller, ['name,Other']), 403, 'not_permitted')
    const given = await givenPartnered(world, 'implementation-partner')
    const asOwner = {
      as: given.account.owner.email,
      body: 'setting,value\nname,A',
      headers: { 'content-type': 'text/csv' },
    }
    expectRefusal(await world.ask('POST', `${given.at}/set-up`, asOwner), 403, 'not_permitted')
    expectRefusal(await setUp(given, ['name,Other'], '', { 'if-match': '77' }), 409, 'version_conflict', 'If-Match')
  })

  test('switches and restrictions where the catalog has them; nobody turns on what they do not hold', async () => {
    const id = 'partnered-switches'
    const { body } = await publish(id)
    const account = await world.account({ catalog: { id }, region: 'any' })
    const agent = await givenAgent(world, 'implementation-partner', { catalog: { id, version: 1 } })
    await engage(world, agent, account)
    const ask = (rows: string[]) =>
      world.ask('POST', `/accounts/${account.id}/set-up`, {
        ...{ as: agent.email, body: ['setting;value', ...rows].join('\r\n') },
        headers: { 'content-type': 'text/csv' },
      })
    const held = 'switch:agent:agents.agent.create'
    const refused = await ask([`${held};on`, 'switch:agent:billing.credits.add;on'])
    expect([refused.status, lines(refused)]).toEqual([403, ['line 3 not_permitted']])
    const done = world.must(await ask([`${held};on`, 'restriction:agent:privacy.calls.hide;on']), 200)
    expect(done.changed).toEqual([
      { setting: held, before: 'off', after: 'on' },
      { setting: 'restriction:agent:privacy.calls.hide', before: 'off', after: 'on' },
    ])
    expect(done.account.policyVersion).toBe(2)
    const { roles } = world.must(
      await world.ask('GET', `/accounts/${account.id}/roles`, { as: account.owner.email }),
      200,
    )
    const role = roles.find((one: { id: string }) => one.id === 'agent')
    expect(role.permissions).toContain('agents.agent.create')
    expect(role.restrictions).toEqual([{ id: 'privacy.calls.hide', on: true }])
    expect(body.id).toBe(id)
  })

  /** The documented product with a switch of each kind and a restriction. */
  async function publish(id: string) {
    const preset = presets.find((one) => one.id === 'talkdesk-partner')
    const switches = { agent: ['agents.agent.create', 'billing.credits.add'] }
    const calls = { id: 'privacy.calls.hide', name: 'Hide calls', roles: ['agent'], hidesModules: ['calls'], keeps: [] }
    const body = { ...preset, id, switches, restrictions: [{ ...calls, masks: [] }] }
    const answer = await world.ask('PUT', `/catalogs/${id}/versions/1`, { as: await world.service('operator'), body })
    world.must(answer, 201)
    return answer
  }
})
