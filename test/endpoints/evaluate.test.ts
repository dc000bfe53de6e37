import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { minute, plus } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectGatewayAnswer, expectRefusal, failing, nobody, sentDuring, subjectOf, teamMember } from './helpers.ts'

type Subject = { type: string; id: string }
const view = 'channels.channel.view'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const byMember = (id: string): Subject => ({ type: 'member', id })
const byPerson = async (email: string): Promise<Subject> => ({ type: 'user', id: await subjectOf(world, email) })
const decide = async (subject: Subject, permission = view) => {
  const answer = await world.evaluate(account, subject, permission)
  expect(answer.status).toBe(200)
  return answer.body
}
const permit = (by: string) => ({ decision: true, context: { reason: { code: 'granted', by } } })
const deny = (code: string, layer: string) => ({ decision: false, context: { reason: { code, layer } } })
const owner = (path: string, method = 'GET') =>
  world.ask(method, `/accounts/${account.id}${path}`, { as: account.owner.email })
const revoke = async (member: string, erase = false) =>
  world.must(
    await world.ask('POST', `/accounts/${account.id}/experts/${member}/revoke`, {
      as: account.owner.email,
      body: { erase },
    }),
    200,
  )
const activityOf = async (member: string) => world.must(await owner(`/activity?member=${member}`), 200).items

describe('who may do what', () => {
  test('a member is known by the issuer and by id, and the answer says what granted it', async () => {
    expect(await decide(byMember(account.owner.member))).toEqual(permit('admin'))
    expect(await decide(await byPerson(account.owner.email), 'billing.billing.manage')).toEqual(permit('admin'))
    const expert = await world.expert(account)
    expect(await decide(byMember(expert.id))).toEqual(permit('read-only'))
    expect(await decide(await byPerson(expert.email))).toEqual(permit('read-only'))
  })

  test('kaleyra.r02, kaleyra.r04: an expert reads and changes nothing unless updating was allowed', async () => {
    const reader = byMember((await world.expert(account)).id)
    for (const permission of [view, 'flows.flow.view', 'logs.log.view', 'settings.general.view'])
      expect(await decide(reader, permission)).toEqual(permit('read-only'))
    for (const permission of ['channels.configuration.update', 'flows.flow.update'])
      expect(await decide(reader, permission)).toEqual(deny('not_granted', 'grant'))
  })

  test('kaleyra.r03: with updating an expert writes to a limited set only', async () => {
    const writer = byMember((await world.expert(account, { access: 'limited-write' })).id)
    for (const permission of [view, 'channels.configuration.update', 'flows.flow.update'])
      expect(await decide(writer, permission)).toEqual(permit('limited-write'))
    for (const permission of ['campaigns.campaign.manage', 'whatsapp.campaign.launch', 'api-credentials.key.manage'])
      expect(await decide(writer, permission)).toEqual(deny('not_granted', 'grant'))
  })

  test('kaleyra.r14: no expert sees usage, recharges, billing or users, with or without updating', async () => {
    for (const access of ['read-only', 'limited-write']) {
      const subject = byMember((await world.expert(account, { access })).id)
      for (const id of ['usage.usage.view', 'usage.balance.view', 'recharges.recharge.view', 'billing.billing.manage'])
        expect((await decide(subject, id)).decision).toBe(false)
      for (const id of ['team.member.view', 'team.member.invite', 'team.expert.revoke'])
        expect((await decide(subject, id)).decision).toBe(false)
    }
  })

  test('every other denial says which layer refused, and why', async () => {
    const invited = await world.invited(account)
    expect(await decide(byMember(invited.id))).toEqual(deny('invited', 'status'))
    expect(await decide(await byPerson(invited.email))).toEqual(deny('principal_unknown', 'principal'))
    expect(await decide(await byPerson('stranger@example.com'))).toEqual(deny('principal_unknown', 'principal'))
    expect(await decide(byMember(nobody))).toEqual(deny('principal_unknown', 'principal'))
    expect(await decide(byMember('constructor'))).toEqual(deny('principal_unknown', 'principal'))
    const { id } = await teamMember(world, account, { roles: ['admin'], status: 'inactive' })
    expect(await decide(byMember(id))).toEqual(deny('inactive', 'status'))
    const support = await teamMember(world, account, { roles: ['support'] })
    expect(await decide(byMember(support.id))).toEqual(deny('not_granted', 'grant'))
    expect(await decide(byMember(support.id), 'logs.log.view')).toEqual(permit('support'))
    for (const permission of ['channels.channel.destroy', 'nothing.view', '__proto__.constructor'])
      expect(await decide(byMember(account.owner.member), permission)).toEqual(deny('permission_unknown', 'grant'))
  })

  test('a member of one account is nobody in another', async () => {
    const other = await world.account()
    expect(await decide(byMember(other.owner.member))).toEqual(deny('principal_unknown', 'principal'))
    expect(await decide(await byPerson(other.owner.email))).toEqual(deny('principal_unknown', 'principal'))
  })
})

describe('until when', () => {
  test('kaleyra.r09, kaleyra.r19: nothing is permitted from the deadline on, to the millisecond', async () => {
    const expert = await world.expert(account, { until: world.inHours(0.25) })
    const subjects = [byMember(expert.id), await byPerson(expert.email)]
    world.setNow(plus(expert.until ?? '', -1))
    for (const subject of subjects) expect(await decide(subject)).toEqual(permit('read-only'))
    world.pass(1)
    for (const subject of subjects) expect(await decide(subject)).toEqual(deny('window_over', 'window'))
    await world.stack.fireDue()
    for (const subject of subjects) expect(await decide(subject)).toEqual(deny('expired', 'status'))
  })

  test('kaleyra.r16: nothing is permitted from the very next call after a revocation', async () => {
    for (const erase of [false, true]) {
      const expert = await world.expert(account)
      const person = await byPerson(expert.email)
      expect((await decide(person)).decision).toBe(true)
      await revoke(expert.id, erase)
      expect(await decide(byMember(expert.id))).toEqual(deny('revoked', 'status'))
      const gone = erase ? deny('principal_unknown', 'principal') : deny('revoked', 'status')
      expect(await decide(person)).toEqual(gone)
    }
  })

  test('kaleyra.r15: a window that was moved counts from the very next call', async () => {
    const expert = await world.expert(account, { until: world.inHours(1) })
    const until = plus(world.now(), minute)
    const path = `/accounts/${account.id}/experts/${expert.id}`
    world.must(await world.ask('PATCH', path, { as: account.owner.email, body: { until } }), 200)
    world.setNow(until)
    expect(await decide(byMember(expert.id))).toEqual(deny('window_over', 'window'))
  })
})

describe('what it costs and leaves behind', () => {
  test('kaleyra.r20: each decision about an expert is on record before it is given, permitted or denied', async () => {
    const { id, until } = await world.expert(account, { until: world.inHours(0.25) })
    await decide(byMember(id))
    await decide(byMember(id), 'reports.pii.download')
    await decide(byMember(id), 'billing.billing.manage')
    world.setNow(until ?? '')
    await decide(byMember(id))
    const common = { kind: 'decision', member: id, recordedAt: expect.any(String), id: expect.any(String) }
    expect(await activityOf(id)).toEqual(
      [
        { action: view, outcome: 'permitted' },
        { action: 'reports.pii.download', outcome: 'permitted', personalData: true },
        { action: 'billing.billing.manage', outcome: 'denied', reason: 'not_granted' },
        { action: view, outcome: 'denied', reason: 'window_over' },
      ]
        .map((one) => expect.objectContaining({ ...common, ...one, resource: expect.objectContaining({ id: 'one' }) }))
        .reverse(),
    )
  })

  test('one consistent read and one write for an expert; for the team the read alone, and no record', async () => {
    const expert = await world.expert(account)
    for (const subject of [byMember(expert.id), await byPerson(expert.email)]) {
      const sent = await sentDuring(() => decide(subject))
      expect(sent.map(({ name }) => name)).toEqual(['BatchGetCommand', 'PutCommand'])
      const [read] = sent
      expect(JSON.stringify(read?.input)).toContain('"ConsistentRead":true')
    }
    const team = await sentDuring(() => decide(byMember(account.owner.member)))
    expect(team.map(({ name }) => name)).toEqual(['BatchGetCommand'])
    expect(await activityOf(account.owner.member)).toEqual([])
  })

  test('a decision that cannot be recorded is not given: refused for now, and nobody is let in', async () => {
    const { id } = await world.expert(account)
    const answer = await failing('PutCommand', () => world.evaluate(account, byMember(id), view))
    expectRefusal(answer, 503, 'unavailable')
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(answer.text).not.toMatch(/decision"|secret-host/)
    expect(await decide(byMember(id))).toEqual(permit('read-only'))
    const team = await failing('PutCommand', () => world.evaluate(account, byMember(account.owner.member), view))
    expect(team.body).toEqual(permit('admin'))
  })

  test('where nothing can be read nobody is let in, and nothing of our inside is told', async () => {
    const answer = await failing('BatchGetCommand', () => world.evaluate(account, byMember(account.owner.member), view))
    expect([answer.status, answer.body.decision]).toEqual([500, undefined])
    expect(answer.text).not.toMatch(/secret-host|BatchGet|node_modules| at /)
  })
})

describe('who may ask', () => {
  test('only a service that may ask for decisions, and only about accounts that exist', async () => {
    const ask = (id: string, as?: string) => world.ask('POST', `/accounts/${id}/access/v1/evaluation`, { as, body: {} })
    expectGatewayAnswer(await ask(account.id), 401, 'Unauthorized')
    expectGatewayAnswer(await ask(account.id, await world.service('record')), 403, 'Forbidden')
    expectGatewayAnswer(await ask(account.id, account.owner.email), 403, 'Forbidden')
    const elsewhere = { ...account, id: nobody }
    expectRefusal(await world.evaluate(elsewhere, byMember(account.owner.member), view), 404, 'account_unknown')
    const malformed = { ...account, id: 'no-id' }
    expectRefusal(await world.evaluate(malformed, byMember(account.owner.member), view), 404, 'account_unknown')
  })
})
