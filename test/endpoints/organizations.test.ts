/** Organizations: who makes them, who owns them, and what their reseller may change. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditKey } from '../../shared/keys.ts'
import { query } from '../../shared/table.ts'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, meanwhile, nobody, stored } from './helpers.ts'
import { type GivenAgent, givenAgent } from './partners.ts'

let world: World
let operator: string
let reseller: GivenAgent
let implementer: GivenAgent
beforeAll(async () => {
  world = await givenWorld()
  operator = await world.service('operator')
  reseller = await givenAgent(world, 'reseller')
  implementer = await givenAgent(world, 'implementation-partner')
})
afterAll(() => world?.stop())

const create = (body: object, headers: Record<string, string> = {}) =>
  world.ask('POST', '/organizations', { as: operator, body: { name: 'Acme Group', ...body }, headers })
const made = async (body: object = {}) => world.must(await create({ reseller: reseller.partner, ...body }), 201)
const change = (id: string, as: string, body: object, headers: Record<string, string> = {}) =>
  world.ask('PATCH', `/organizations/${id}`, { as, body, headers })
const owned = async ({ email }: GivenAgent): Promise<string[]> =>
  world.must(await world.ask('GET', '/partner/organizations', { as: email }), 200).items.map(({ id }: never) => id)
const entries = async (partner: string, target: string) => {
  const { items } = await query<{ target: string }>({ partition: auditKey(partner, '').pk }, { limit: 100 })
  return items.filter((entry) => entry.target === target)
}

describe('POST /organizations', () => {
  test('the platform makes one for a reseller, with what Express accounts start with', async () => {
    const express = { region: 'any', timeZone: 'Europe/Lisbon', licenseLimit: 50 }
    const answer = await create({ reseller: reseller.partner, hostsExpress: true, express })
    const view = {
      ...{ id: expect.any(String), name: 'Acme Group', reseller: reseller.partner, hostsExpress: true, express },
      ...{ createdAt: world.now(), version: 1 },
    }
    expect([answer.status, answer.body]).toEqual([201, view])
    const path = `/organizations/${answer.body.id}`
    expect(answer.headers.get('location')).toBe(`/api${path}`)
    expect((await world.ask('GET', path, { as: operator })).body).toEqual(view)
    expect(await entries(reseller.partner, answer.body.id)).toMatchObject([
      { action: 'organization.created', actor: { type: 'service', id: 'operator' }, after: { name: 'Acme Group' } },
    ])
  })

  test('what is left out is off, and is not set', async () => {
    const nothing = { region: null, timeZone: null, licenseLimit: null }
    expect(await made()).toMatchObject({ hostsExpress: false, express: nothing })
  })

  test('one key makes one organization', async () => {
    const [first, second] = [await made(), await create({ reseller: reseller.partner }, { 'idempotency-key': 'once' })]
    const again = await create({ reseller: reseller.partner }, { 'idempotency-key': 'once' })
    expect(again.body).toEqual(second.body)
    expect(again.body.id).not.toBe(first.id)
  })

  test('talkdesk.r05: only a role that sees organizations can own one, whatever it is called', async () => {
    const refused = await create({ reseller: implementer.partner })
    expectRefusal(refused, 409, 'not_a_reseller', 'reseller')
    expectRefusal(await create({ reseller: nobody }), 404, 'partner_unknown', 'reseller')
    expectRefusal(await create({ reseller: 'x' }), 404, 'partner_unknown', 'reseller')
  })

  test('names every fault at its field', async () => {
    const express = { region: 'atlantis', timeZone: 'Mars/Base' }
    const { body } = await create({ reseller: implementer.partner, express })
    expect(body.faults.map(({ code, field }: never) => [code, field])).toEqual([
      ['not_a_reseller', 'reseller'],
      ['region_unknown', 'express.region'],
      ['time_zone_unknown', 'express.timeZone'],
    ])
  })
})

describe('PATCH /organizations/{organization}', () => {
  test('talkdesk.r07: its reseller changes name, region and time zone, and nothing that the platform sets', async () => {
    const { id } = await made({ express: { licenseLimit: 5 } })
    const changes = { name: 'Renamed', express: { region: 'any', timeZone: 'Asia/Tokyo' } }
    const changed = world.must(await change(id, reseller.email, changes), 200)
    expect(changed).toMatchObject({ name: 'Renamed', express: { ...changes.express, licenseLimit: 5 }, version: 2 })
    const before = await stored()
    for (const [field, body] of [
      ['express.licenseLimit', { express: { licenseLimit: 6 } }],
      ['express.licenseLimit', { express: { licenseLimit: null } }],
      ['express.licenseLimit', { name: 'Also', express: { region: 'any', licenseLimit: 5 } }],
      ['hostsExpress', { hostsExpress: true }],
      ['reseller', { reseller: reseller.partner }],
    ] as const)
      expectRefusal(await change(id, reseller.email, body), 403, 'not_permitted', field)
    expect(await stored()).toEqual(before)
    expect((await entries(reseller.partner, id)).at(-1)).toMatchObject({
      action: 'organization.updated',
      actor: { type: 'agent', id: reseller.id, partner: reseller.partner },
      before: { name: 'Acme Group' },
      after: { name: 'Renamed' },
    })
  })

  test('talkdesk.r07: an implementation partner changes none of it', async () => {
    const { id } = await made()
    expectRefusal(await change(id, implementer.email, { name: 'Mine' }), 403, 'not_permitted')
  })

  test('talkdesk.r05: one that belongs to another reseller cannot be told from one that is not there', async () => {
    const other = await givenAgent(world, 'reseller')
    const { id } = await made()
    const answers = [
      await change(id, other.email, { name: 'Mine' }),
      await change(nobody, other.email, { name: 'Mine' }),
    ]
    for (const answer of answers) expectRefusal(answer, 404, 'organization_unknown')
    expectRefusal(await change(id, 'stranger@example.com', { name: 'Mine' }), 404, 'partner_unknown')
  })

  test('the platform sets all of it, and null takes a setting away', async () => {
    const { id } = await made({ express: { region: 'any', licenseLimit: 5 } })
    const body = { hostsExpress: true, express: { region: null, licenseLimit: 7 } }
    const express = { region: null, timeZone: null, licenseLimit: 7 }
    expect(world.must(await change(id, operator, body), 200)).toMatchObject({ hostsExpress: true, express })
    expectRefusal(await change(id, operator, {}), 400, 'invalid_body')
    expectRefusal(
      await change(id, operator, { name: 'Late' }, { 'if-match': '1' }),
      409,
      'version_conflict',
      'If-Match',
    )
    expectRefusal(await change(id, operator, { express: { region: 'moon' } }), 422, 'region_unknown', 'express.region')
  })

  test('talkdesk.r05: moved to another reseller it is listed by that one alone, and both have it on record', async () => {
    const other = await givenAgent(world, 'reseller')
    const { id } = await made()
    expect(await owned(reseller)).toContain(id)
    world.must(await change(id, operator, { reseller: other.partner, name: 'Moved' }), 200)
    expect([await owned(other), (await owned(reseller)).includes(id)]).toEqual([[id], false])
    for (const { partner } of [reseller, other])
      expect((await entries(partner, id)).at(-1)).toMatchObject({
        action: 'organization.moved',
        before: { reseller: reseller.partner, name: 'Acme Group' },
        after: { reseller: other.partner, name: 'Moved' },
      })
    expectRefusal(await change(id, reseller.email, { name: 'Back' }), 404, 'organization_unknown')
    expectRefusal(await change(id, operator, { reseller: implementer.partner }), 409, 'not_a_reseller', 'reseller')
  })

  test('an agent who asks while it is moved away changes nothing of what is another’s', async () => {
    const other = await givenAgent(world, 'reseller')
    const { id } = await made()
    const answer = await meanwhile(
      () => change(id, reseller.email, { name: 'Mine' }),
      () => change(id, operator, { reseller: other.partner }),
    )
    expectRefusal(answer, 404, 'organization_unknown')
    expect((await world.ask('GET', `/organizations/${id}`, { as: operator })).body.name).toBe('Acme Group')
  })
})

describe('GET /partner/organizations', () => {
  test('talkdesk.r05: a reseller sees those it owns by name, page by page; an implementation partner sees none', async () => {
    const agent = await givenAgent(world, 'reseller')
    const names = ['zeta', 'Álpha', 'beta', `${'낰'.repeat(200)}`, 'Alpha 2']
    for (const name of names) world.must(await create({ reseller: agent.partner, name }), 201)
    const seen: string[] = []
    for (let query = '?limit=2'; query; ) {
      const { items, nextCursor } = world.must(
        await world.ask('GET', `/partner/organizations${query}`, { as: agent.email }),
        200,
      )
      seen.push(...items.map(({ name }: { name: string }) => name))
      query = nextCursor ? `?limit=2&cursor=${nextCursor}` : ''
    }
    expect(seen).toEqual(['Álpha', 'Alpha 2', 'beta', 'zeta', '낰'.repeat(200)])
    const refused = await world.ask('GET', '/partner/organizations', { as: implementer.email })
    expectRefusal(refused, 403, 'not_permitted')
    expectRefusal(await world.ask('GET', '/partner/organizations', { as: operator }), 403, 'person_required')
  })
})
