/** Which partners are let into an account: engaged, or through the organization it stands under. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Delegation } from '../../shared/delegations/model.ts'
import { newId } from '../../shared/ids.ts'
import { delegationKey } from '../../shared/keys.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, meanwhile, nobody, stored, teamMember } from './helpers.ts'
import { type GivenAgent, givenAgent, organization, partnered, put } from './partners.ts'

let world: World
let operator: string
let account: GivenAccount
let agent: GivenAgent
beforeAll(async () => {
  world = await givenWorld()
  operator = await world.service('operator')
  account = await given()
  agent = await givenAgent(world, 'implementation-partner')
})
afterAll(() => world?.stop())

const given = () => world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
const partners = ({ id }: { id: string }, as = operator) => world.ask('GET', `/accounts/${id}/partners`, { as })
const engage = ({ id }: { id: string }, { partner }: { partner: string }, as = operator, headers = {}) =>
  world.ask('PUT', `/accounts/${id}/partners/${partner}`, { as, headers })
const disengage = ({ id }: { id: string }, { partner }: { partner: string }, as = operator) =>
  world.ask('DELETE', `/accounts/${id}/partners/${partner}`, { as })
const reads = async ({ email }: GivenAgent, { id }: { id: string }) =>
  (await world.ask('GET', `/accounts/${id}`, { as: email })).status
const stand = (method: 'PUT' | 'DELETE', over: { id: string }, { id }: { id: string }, headers = {}) =>
  world.ask(method, `/organizations/${over.id}/accounts/${id}`, { as: operator, headers })
const audited = async ({ id, owner }: GivenAccount) =>
  world.must(await world.ask('GET', `/accounts/${id}/audit?member=${id}`, { as: owner.email }), 200).items

describe('PUT and DELETE /accounts/{account}/partners/{partner}', () => {
  test('an owner engages a partner and ends it: its agents are in at once, and out at once', async () => {
    const view = {
      id: agent.partner,
      name: 'Partner',
      role: 'implementation-partner',
      how: 'engaged',
      status: 'active',
    }
    const as = account.owner.email
    expect(await reads(agent, account)).toBe(404)
    expect(world.must(await engage(account, agent, as), 200)).toEqual(view)
    expect(await reads(agent, account)).toBe(200)
    expect(world.must(await partners(account, as), 200)).toEqual({ items: [view] })
    const before = await stored()
    expect(world.must(await engage(account, agent, as), 200)).toEqual(view)
    expect(await stored()).toEqual(before)
    expect((await disengage(account, agent, as)).status).toBe(204)
    expect(await reads(agent, account)).toBe(404)
    expect(world.must(await partners(account), 200)).toEqual({ items: [] })
    expectRefusal(await disengage(account, agent), 404, 'partner_unknown')
    const by = { type: 'member', id: account.owner.member }
    expect((await audited(account)).slice(0, 2)).toMatchObject([
      { action: 'partner.disengaged', actor: by, before: { partner: agent.partner } },
      { action: 'partner.engaged', actor: by, after: { partner: agent.partner } },
    ])
  })

  test('a partner of the account engages nobody, nor ends an engagement, nor sees who else is let in', async () => {
    for (const role of ['reseller', 'implementation-partner'] as const) {
      const { account, agent: theirs } = await partnered(world, role)
      expectRefusal(await engage(account, agent, theirs.email), 403, 'not_permitted')
      expectRefusal(await disengage(account, theirs, theirs.email), 403, 'not_permitted')
      expectRefusal(await partners(account, theirs.email), 403, 'not_permitted')
    }
  })

  test('nor does an agent who acts on behalf of an owner', async () => {
    const { account, agent: theirs } = await partnered(world, 'reseller')
    const [id, now] = [newId(world.now()), world.now()]
    const actor = { agent: theirs.id, partner: theirs.partner, subject: theirs.subject, name: 'A', email: theirs.email }
    const delegation: Delegation = {
      ...{ kind: 'delegation', id, account: account.id, status: 'active', actor, subject: account.owner.member },
      ...{ reason: 'help', access: 'write', since: now, until: world.inHours(1), version: 1 },
    }
    await put({ ...delegationKey(account.id, id), data: delegation })
    expectRefusal(await engage(account, agent, theirs.email, { 'gatepass-delegation': id }), 403, 'not_permitted')
    expect(await reads(agent, account)).toBe(404)
  })

  test('members without the permission engage nobody, and strangers learn nothing', async () => {
    const member = await teamMember(world, account, { roles: ['agent'] })
    expectRefusal(await engage(account, agent, member.email), 403, 'not_permitted')
    expectRefusal(await engage(account, agent, 'stranger@example.com'), 404, 'account_unknown')
  })

  test('who cannot be let in is refused', async () => {
    expectRefusal(await engage(account, { partner: nobody }), 404, 'partner_unknown')
    expectRefusal(await engage({ id: nobody }, agent), 404, 'account_unknown')
    expectRefusal(await engage(await world.account(), agent), 409, 'partners_closed')
    const stale = await engage(account, agent, operator, { 'if-match': '1' })
    expectRefusal(stale, 409, 'version_conflict', 'If-Match')
  })

  test('an account engages at most twenty, also when two are engaged at once', async () => {
    const full = await given()
    const some = await Promise.all(Array.from({ length: 21 }, () => givenAgent(world, 'implementation-partner')))
    const [last, over] = some.splice(19) as [GivenAgent, GivenAgent]
    for (const one of some) world.must(await engage(full, one), 200)
    const answer = await meanwhile(
      () => engage(full, over),
      () => engage(full, last),
    )
    expectRefusal(answer, 409, 'partners_too_many')
    expect(world.must(await partners(full), 200).items).toHaveLength(20)
    expect((await disengage(full, last)).status).toBe(204)
    expect((await engage(full, over)).status).toBe(200)
  })
})

describe('PUT and DELETE /organizations/{organization}/accounts/{account}', () => {
  test('an account stands under one organization: put under another, the first reseller is out and the second in', async () => {
    const [one, other] = [await givenAgent(world, 'reseller'), await givenAgent(world, 'reseller')]
    const [first, second] = [await organization(world, one), await organization(world, other)]
    const moved = await given()
    expect(world.must(await stand('PUT', first, moved), 200)).toMatchObject({ organization: first.id, version: 2 })
    expect([await reads(one, moved), await reads(other, moved)]).toEqual([200, 404])
    expect(world.must(await stand('PUT', second, moved), 200)).toMatchObject({ organization: second.id, version: 3 })
    expect(world.must(await stand('PUT', second, moved), 200)).toMatchObject({ version: 3 })
    expect([await reads(one, moved), await reads(other, moved)]).toEqual([404, 200])
    expect(world.must(await partners(moved), 200).items).toMatchObject([{ id: other.partner, how: 'organization' }])
    expectRefusal(await stand('DELETE', first, moved), 404, 'account_unknown')
    expectRefusal(await stand('DELETE', second, moved, { 'if-match': '2' }), 409, 'version_conflict', 'If-Match')
    expect((await stand('DELETE', second, moved)).status).toBe(204)
    expect(await reads(other, moved)).toBe(404)
    const [under, next] = [first, second].map(({ id, reseller }) => ({ organization: id, partner: reseller }))
    expect((await audited(moved)).slice(0, 3)).toMatchObject([
      { action: 'account.organization-changed', before: next, after: {} },
      { action: 'account.organization-changed', before: under, after: next },
      { action: 'account.organization-changed', before: {}, after: under },
    ])
  })

  test('talkdesk.r05: an organization that goes to another reseller takes its accounts along, at once', async () => {
    const [one, other] = [await givenAgent(world, 'reseller'), await givenAgent(world, 'reseller')]
    const accounts = [await given(), await given()]
    const { id } = await organization(world, one, { accounts })
    const body = { reseller: other.partner }
    world.must(await world.ask('PATCH', `/organizations/${id}`, { as: operator, body }), 200)
    for (const account of accounts) expect([await reads(one, account), await reads(other, account)]).toEqual([404, 200])
  })

  test('what cannot stand under one is refused', async () => {
    const over = await organization(world, await givenAgent(world, 'reseller'))
    expectRefusal(await stand('PUT', { id: nobody }, account), 404, 'organization_unknown')
    expectRefusal(await stand('PUT', over, { id: nobody }), 404, 'account_unknown')
    expectRefusal(await stand('PUT', over, await world.account()), 409, 'partners_closed')
  })
})
