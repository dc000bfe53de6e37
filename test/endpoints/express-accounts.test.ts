/** Express accounts: made by a reseller, in an organization that can host them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Organization } from '../../shared/partners/model.ts'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, meanwhile, nobody, stored } from './helpers.ts'
import { type GivenAgent, givenAgent, organization } from './partners.ts'

let world: World
let operator: string
let agent: GivenAgent
let host: Organization
beforeAll(async () => {
  world = await givenWorld()
  operator = await world.service('operator')
  agent = await givenAgent(world, 'reseller')
  host = await organization(world, agent)
})
afterAll(() => world?.stop())

let count = 0
const wanted = (changes: object = {}) => ({
  ...{ name: 'Tiny', region: 'any', timeZone: 'Europe/Lisbon', reportEmail: 'reports@example.com' },
  owner: { name: 'Olga', email: `olga${++count}@example.com` },
  ...changes,
})
const create = (body: object, { id }: { id: string } = host, { email }: { email: string } = agent, headers = {}) =>
  world.ask('POST', `/partner/organizations/${id}/express-accounts`, { as: email, body, headers })
const change = ({ id }: { id: string }, body: object) =>
  world.ask('PATCH', `/organizations/${id}`, { as: operator, body })
const accountsOf = async ({ email }: GivenAgent) =>
  world.must(await world.ask('GET', '/partner/accounts', { as: email }), 200).items

describe('POST /partner/organizations/{organization}/express-accounts', () => {
  test('talkdesk.r06: a reseller makes one in an organization that hosts them, and its owner is invited', async () => {
    const body = wanted()
    const answer = await create(body)
    const made = world.must(answer, 201)
    expect(made).toEqual({
      ...{ id: expect.any(String), name: 'Tiny', region: 'any', timeZone: 'Europe/Lisbon', express: true },
      organization: { id: host.id, name: host.name },
      lifecycle: { status: 'active', frozen: false, planned: null },
    })
    expect(answer.headers.get('location')).toBe(`/api/accounts/${made.id}`)
    expect(await accountsOf(agent)).toContainEqual(made)
    await world.stack.settle()
    world.must(await world.accept(body.owner.email), 200)
    const as = body.owner.email
    const account = world.must(await world.ask('GET', `/accounts/${made.id}`, { as }), 200)
    expect(account).toMatchObject({ express: true, catalog: { id: 'talkdesk-partner', version: 1 } })
    const { items } = world.must(await world.ask('GET', `/accounts/${made.id}/audit`, { as }), 200)
    const by = { type: 'agent', id: agent.id, partner: agent.partner }
    expect(items.slice(1)).toMatchObject([
      { action: 'member.invited', actor: by },
      { action: 'account.organization-changed', actor: by, after: { organization: host.id, partner: agent.partner } },
      { action: 'account.created', actor: by, after: { express: true } },
    ])
  })

  test('talkdesk.r06: not in an organization that cannot host them', async () => {
    const closed = await organization(world, agent, { hostsExpress: false })
    expectRefusal(await create(wanted(), closed), 409, 'express_closed')
    world.must(await change(closed, { hostsExpress: true }), 200)
    expect((await create(wanted(), closed)).status).toBe(201)
  })

  test('talkdesk.r06: not by an implementation partner, nor in an organization of somebody else', async () => {
    const implementer = await givenAgent(world, 'implementation-partner')
    const other = await givenAgent(world, 'reseller')
    const before = await stored()
    expectRefusal(await create(wanted(), host, implementer), 403, 'not_permitted')
    for (const one of [host, { id: nobody }])
      expectRefusal(await create(wanted(), one, other), 404, 'organization_unknown')
    expectRefusal(await create(wanted(), host, { email: 'stranger@example.com' }), 404, 'partner_unknown')
    expect(await stored()).toEqual(before)
  })

  test('region and zone are those of the organization, unless named; without either they are asked for', async () => {
    const set = await organization(world, agent)
    const { region: _, timeZone: __, ...bare } = wanted()
    const { body } = await create(bare, set)
    expect(body.faults.map(({ code, field }: never) => [code, field])).toEqual([
      ['time_zone_unknown', 'timeZone'],
      ['region_unknown', 'region'],
    ])
    world.must(await change(set, { express: { region: 'any', timeZone: 'Asia/Tokyo' } }), 200)
    expect(world.must(await create(bare, set), 201)).toMatchObject({ region: 'any', timeZone: 'Asia/Tokyo' })
    const named = wanted({ timeZone: 'Europe/Rome' })
    expect(world.must(await create(named, set), 201)).toMatchObject({ timeZone: 'Europe/Rome' })
  })

  test.each([
    [
      'goes to another reseller',
      async () => ({ reseller: (await givenAgent(world, 'reseller')).partner }),
      'organization_unknown',
    ],
    ['is closed to Express accounts', async () => ({ hostsExpress: false }), 'express_closed'],
  ] as const)('an organization that %s at that moment gets none', async (_, changes, code) => {
    const moving = await organization(world, agent)
    const body = await changes()
    const before = (await accountsOf(agent)).length
    const answer = await meanwhile(
      () => create(wanted(), moving),
      () => change(moving, body),
    )
    expectRefusal(answer, code === 'express_closed' ? 409 : 404, code)
    expect(await accountsOf(agent)).toHaveLength(before)
  })

  test('one key makes one account in each organization, and is answered only while that is theirs', async () => {
    const [one, other] = [await organization(world, agent), await organization(world, agent)]
    const [body, headers] = [wanted(), { 'idempotency-key': 'express' }]
    const first = world.must(await create(body, one, agent, headers), 201)
    expect(world.must(await create(body, one, agent, headers), 201)).toEqual(first)
    expect(world.must(await create(body, other, agent, headers), 201).id).not.toBe(first.id)
    world.must(await change(one, { reseller: (await givenAgent(world, 'reseller')).partner }), 200)
    expectRefusal(await create(body, one, agent, headers), 404, 'organization_unknown')
  })
})
