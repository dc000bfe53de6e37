import { afterAll, beforeAll, expect, test } from 'vitest'
import { guardedActions } from '../../shared/catalogs/guards.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, teamMember } from './helpers.ts'
import { engage, givenAgent } from './partners.ts'

let world: World
let kaleyra: GivenAccount

beforeAll(async () => {
  world = await givenWorld()
  kaleyra = await world.account()
})
afterAll(() => world?.stop())

const place = (account: Pick<GivenAccount, 'id'>, as: string, headers = {}) =>
  world.ask('GET', `/accounts/${account.id}/me`, { as, headers })

test('an owner may what the catalog sets a permission before, and is told the terms for experts', async () => {
  const { body, status } = await place(kaleyra, kaleyra.owner.email)
  expect(status).toBe(200)
  expect(body.may).toEqual(expect.arrayContaining(['expert.invite', 'member.invite']))
  expect(body.terms.experts).toEqual(
    expect.objectContaining({
      longestWindowHours: 72,
      mayEndNever: false,
      mayGive: ['read-only', 'limited-write'],
      consent: { version: expect.any(String), wording: expect.any(String) },
    }),
  )
  expect(body.terms.roles.map(({ id, mayGive }: { id: string; mayGive: boolean }) => [id, mayGive])).toContainEqual([
    'admin',
    true,
  ])
})

test('kaleyra.r11: whether an end may be left out follows from the region', async () => {
  const india = await world.account({ region: 'india' })
  expect((await place(india, india.owner.email)).body.terms.experts.mayEndNever).toBe(true)
})

test('what a place says may be done is what the rows then let happen, and nothing else', async () => {
  const support = await teamMember(world, kaleyra, { roles: ['support'] })
  const expert = await world.expert(kaleyra, { until: world.inHours(5) })
  const looks = {
    'account.read': '',
    'member.list': '/members',
    'expert.list': '/experts',
    'role.read': '/roles',
    'audit.read': '/audit',
    'activity.read': '/activity',
    'partner.list': '/partners',
    'agreement.list': '/agreements',
    'delegation.list': '/delegations',
    'waiting-change.list': '/waiting-changes',
  }
  for (const { email } of [kaleyra.owner, support, expert]) {
    const { may } = (await place(kaleyra, email)).body
    for (const [action, path] of Object.entries(looks)) {
      const { status } = await world.ask('GET', `/accounts/${kaleyra.id}${path}`, { as: email })
      expect([email, action, status]).toEqual([email, action, may.includes(action) ? 200 : 403])
    }
    expect(guardedActions).toEqual(expect.arrayContaining(may))
  }
})

test('an expert sees the deadline and what it is good for, and nobody’s terms of inviting', async () => {
  const until = world.inHours(5)
  const expert = await world.expert(kaleyra, { until })
  const { me, terms } = (await place(kaleyra, expert.email)).body
  expect(me).toEqual(expect.objectContaining({ kind: 'expert', access: 'read-only', until, status: 'active' }))
  expect(me.modules.length).toBeGreaterThan(0)
  expect(terms.roles.filter(({ mayGive }: { mayGive: boolean }) => mayGive)).toEqual([])
})

test('looking at one’s place is nothing that a report tells', async () => {
  const expert = await world.expert(kaleyra, { until: world.inHours(5) })
  await place(kaleyra, expert.email)
  const { body } = await world.ask('GET', `/accounts/${kaleyra.id}/activity?member=${expert.id}`, {
    as: kaleyra.owner.email,
  })
  expect(body.items).toEqual([])
})

test('whose deadline has passed reads nothing of the account any more', async () => {
  const expert = await world.expert(kaleyra, { until: world.inHours(1) })
  world.pass(3_600_000)
  expectRefusal(await place(kaleyra, expert.email), 403, 'not_permitted')
})

test('an agent acting for a member is told for whom, until when, and what both may', async () => {
  const account = await world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
  const agent = await givenAgent(world, 'implementation-partner')
  await engage(world, agent, account)
  const alone = (await place(account, agent.email)).body
  expect(alone.me).toEqual(expect.objectContaining({ kind: 'partner', partner: agent.partner, delegation: null }))
  const until = world.inHours(2)
  const member = (await world.ask('GET', `/accounts/${account.id}/members`, { as: account.owner.email })).body.items[0]
  const { id } = world.must(
    await world.ask('POST', `/accounts/${account.id}/delegations`, {
      as: agent.email,
      body: { onBehalfOf: member.id, reason: 'Set up the account', until },
    }),
    201,
  )
  const acting = (await place(account, agent.email, { 'gatepass-delegation': id })).body
  expect(acting.me.delegation).toEqual({
    ...{ id, access: 'read-only', until },
    onBehalfOf: { id: member.id, name: member.name },
  })
  expect(acting.may).not.toContain('member.update')
})

test('levels that are the viewer’s to give stand by agreement and product', async () => {
  const account = await world.account({ catalog: { id: 'kompaas' }, region: 'any' })
  const operator = await world.service('operator')
  world.must(
    await world.ask('POST', `/accounts/${account.id}/agreements`, {
      as: operator,
      body: { id: 'c-1', name: 'First' },
    }),
    201,
  )
  const { terms } = (await place(account, account.owner.email)).body
  const { core, givable, products } = terms.levels
  expect(Object.keys(givable['c-1']).sort()).toEqual(products.map(({ id }: { id: string }) => id).sort())
  expect(givable['c-1'][core]).toContain('administrator')
  const employee = await teamMember(world, account, { roles: ['employee'] })
  expect((await place(account, employee.email)).body.terms.levels?.givable).toEqual({})
})

test('kompaas.r27: a form for links is told what each gives, and what it takes', async () => {
  const account = await world.account({ catalog: { id: 'kompaas' }, region: 'any' })
  const { terms } = (await place(account, account.owner.email)).body
  const gives = [
    { permission: 'virtual-pbx.recording.listen', needs: null },
    { permission: 'virtual-pbx.click-to-call.use', needs: 'sip' },
  ]
  expect(terms.links).toEqual([expect.objectContaining({ type: 'virtual-pbx.subscriber', gives })])
})

test('talkdesk.r17, talkdesk.r18: of the moves of an account’s standing only those the viewer can make are offered', async () => {
  const account = await world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
  const reseller = await givenAgent(world, 'reseller')
  const implementer = await givenAgent(world, 'implementation-partner')
  await engage(world, reseller, account)
  await engage(world, implementer, account)
  const offered = async (as: string) => (await place(account, as)).body.terms.lifecycle
  expect(await offered(reseller.email)).toEqual(['extend', 'suspend', 'reactivate'])
  expect(await offered(implementer.email)).toEqual([])
  expect(await offered(account.owner.email)).toEqual([])
})
