import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, nobody, stored } from './helpers.ts'
import { engage } from './partners.ts'
import { auditOf, joinedAgent, register, registration, type Staff, staffed } from './staff.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const operator = () => world.service('operator')
const update = async ({ path }: Staff, body: object, headers = {}) =>
  world.ask('PATCH', path, { as: await operator(), body, headers })

describe('registering a partner', () => {
  test('it has its role, its catalog’s newest version and its domains; its first agent leads and is invited', async () => {
    const { email, answer } = await register(world, { domains: ['Partner.Example.com', 'partner.example.com'] })
    const { id, ...partner } = world.must(answer, 201)
    expect(answer.headers.get('location')).toBe(`/api/partners/${id}`)
    expect(partner).toEqual({
      ...{ name: 'Partner', role: 'reseller', catalog: { id: 'talkdesk-partner', version: 1 } },
      ...{ domains: ['partner.example.com'], status: 'active', createdAt: world.now(), version: 1 },
    })
    const agents = await world.ask('GET', `/partners/${id}/agents`, { as: await operator() })
    expect(world.must(agents, 200).items).toEqual([
      expect.objectContaining({ name: 'Lea Lead', email, lead: true, status: 'invited', invitedBy: null }),
    ])
    await world.stack.settle()
    expect(world.mailsTo(email).map(({ subject }) => subject)).toEqual(['You are invited to act for Partner'])
  })

  test.each<[string, Record<string, unknown>, number, string, string]>([
    ['an unknown catalog', { catalog: { id: 'atlantis' } }, 422, 'catalog_unknown', 'catalog'],
    ['a version that is not there', { catalog: { id: 'kaleyra', version: 9 } }, 422, 'catalog_unknown', 'catalog'],
    ['a catalog without partners', { catalog: { id: 'kaleyra' } }, 409, 'partners_closed', 'catalog'],
    ['an unknown role', { role: 'sub-reseller' }, 422, 'partner_role_unknown', 'role'],
    ['a role of accounts', { role: 'administrator' }, 422, 'partner_role_unknown', 'role'],
    ['anybody’s domain', { domains: ['partner.example.com', 'gmail.com'] }, 422, 'domain_personal', 'domains[1]'],
    ['no domain', { domains: [] }, 400, 'invalid_body', 'domains'],
    ['an address for a domain', { domains: ['a@example.com'] }, 400, 'invalid_body', 'domains[0]'],
    [
      'an agent elsewhere',
      { agent: { name: 'Ada', email: 'ada@example.com' } },
      ...([422, 'domain_not_allowed', 'agent.email'] as const),
    ],
    [
      'an agent who is a desk',
      { agent: { name: 'Sales', email: 'ada@partner.example.com' } },
      ...([422, 'name_shared', 'agent.name'] as const),
    ],
  ])('with %s is refused, and nothing is written', async (_, changes, status, code, field) => {
    const as = await operator()
    const before = await stored()
    const body = registration(world, changes)
    expectRefusal(await world.ask('POST', '/partners', { as, body }), status, code, field)
    expect(await stored()).toEqual(before)
  })

  test('every fault is told at once', async () => {
    const { answer } = await register(world, {
      ...{ role: 'none', domains: ['web.de'], agent: { name: 'Team', email: 'sales@web.de' } },
    })
    expect(answer.body.faults.map(({ code, field }: { code: string; field: string }) => `${field} ${code}`)).toEqual([
      'role partner_role_unknown',
      'domains[0] domain_personal',
      'agent.name name_shared',
      'agent.email email_personal',
      'agent.email email_shared',
    ])
  })

  test('once for each key, also when asked twice at the same time', async () => {
    const [as, body] = [await operator(), registration(world)]
    const ask = () => world.ask('POST', '/partners', { as, body, headers: { 'idempotency-key': 'partner-1' } })
    const [one, two] = await Promise.all([ask(), ask()])
    expect(world.must(one, 201)).toEqual(world.must(two, 201))
    expect(world.must(await ask(), 201).id).toBe(one.body.id)
  })

  test('all partners are listed, page by page', async () => {
    const made = [await staffed(world), await staffed(world)]
    const as = await operator()
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { items, nextCursor } = world.must(await world.ask('GET', `/partners?limit=2${cursor}`, { as }), 200)
      seen.push(...items.map(({ id }: { id: string }) => id))
      if (!nextCursor) break
      cursor = `&cursor=${nextCursor}`
    }
    expect(seen).toEqual([...new Set(seen)].sort())
    expect(seen).toEqual(expect.arrayContaining(made.map(({ id }) => id)))
  })
})

describe('changing a partner', () => {
  test('name and domains, over the version that was read; who is in at a lost domain stays, and nobody new comes', async () => {
    const staff = await staffed(world)
    const body = { name: 'New name', domains: ['new.example.com'] }
    expectRefusal(await update(staff, body, { 'if-match': '7' }), 409, 'version_conflict', 'If-Match')
    const answer = await update(staff, body, { 'if-match': '1' })
    expect(world.must(answer, 200)).toMatchObject({ ...body, status: 'active', version: 2 })
    const was = { name: 'Partner', domains: ['partner.example.com'] }
    expect((await auditOf(world, staff))[0]).toMatchObject({ action: 'partner.updated', before: was, after: body })
    expect((await world.ask('GET', staff.path, { as: staff.lead.email })).status).toBe(200)
    const agents = [{ name: 'Ada', email: 'ada@partner.example.com' }]
    const invited = await world.ask('POST', `${staff.path}/agents`, { as: staff.lead.email, body: { agents } })
    expectRefusal(invited, 422, 'domain_not_allowed', 'agents[0].email')
  })

  test('to what it is already changes nothing', async () => {
    const staff = await staffed(world)
    expect(world.must(await update(staff, { name: 'Partner', status: 'active' }), 200).version).toBe(1)
  })

  test('never to anybody’s domain, and never one that is not there', async () => {
    const staff = await staffed(world)
    expectRefusal(await update(staff, { domains: ['gmail.com'] }), 422, 'domain_personal', 'domains[0]')
    expectRefusal(await update({ ...staff, path: `/partners/${nobody}` }, { name: 'X' }), 404, 'partner_unknown')
  })

  test('inactive, it shuts out all its agents with the next decision; active again, it lets them in', async () => {
    const staff = await staffed(world)
    const agent = await joinedAgent(world, staff)
    const account = await world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
    await engage(world, { partner: staff.id }, account)
    const permitted = async ({ subject }: { subject: string }) => {
      const asked = await world.evaluate(account, { type: 'user', id: subject }, 'accounts.account.view')
      return world.must(asked, 200).decision
    }
    const both = async () => [await permitted(staff.lead), await permitted(agent)]
    expect(await both()).toEqual([true, true])

    world.must(await update(staff, { status: 'inactive' }), 200)
    expect(await both()).toEqual([false, false])
    expectRefusal(await world.ask('GET', staff.path, { as: staff.lead.email }), 403, 'not_permitted')
    const partner = world.must(await world.ask('GET', '/me', { as: agent.email }), 200).partner
    expect(partner).toMatchObject({ id: staff.id, agent: agent.id, status: 'inactive' })
    const agents = [{ name: 'Ada', email: 'ada@partner.example.com' }]
    const invited = await world.ask('POST', `${staff.path}/agents`, { as: await operator(), body: { agents } })
    expectRefusal(invited, 409, 'partner_inactive')

    world.must(await update(staff, { status: 'active' }), 200)
    expect(await both()).toEqual([true, true])
  })
})
