import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hour } from '../../shared/time.ts'
import { type Asked, givenWorld, type World } from '../given.ts'
import { expectGatewayAnswer, expectRefusal, stored } from './helpers.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const good = (changes: Record<string, unknown> = {}) => ({
  name: 'Acme',
  region: 'europe',
  timeZone: 'Europe/Rome',
  catalog: { id: 'kaleyra' },
  reportEmail: 'reports@example.com',
  owner: { name: 'Ada', email: 'ada@example.com' },
  ...changes,
})
const create = async (changes: Record<string, unknown> = {}, headers: Asked['headers'] = {}) =>
  world.ask('POST', '/accounts', { as: await world.service('operator'), body: good(changes), headers })

describe('POST /accounts', () => {
  test('an operator creates an account in the newest version of its catalog', async () => {
    const answer = await create({ name: '  Acme  ', reportEmail: 'Reports@Example.com' })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(`/api/accounts/${answer.body.id}`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Acme',
      region: 'europe',
      timeZone: 'Europe/Rome',
      catalog: { id: 'kaleyra', version: 1 },
      reportEmail: 'reports@example.com',
      owner: expect.stringMatching(/^[0-9a-f-]{36}$/),
      createdAt: world.now(),
      options: [],
      organization: null,
      engaged: [],
      express: false,
      lifecycle: { status: 'active', frozen: false, planned: null },
      policyVersion: 1,
      version: 1,
    })
    const read = await world.ask('GET', `/accounts/${answer.body.id}`, { as: await world.service('operator') })
    expect(read.body).toEqual(answer.body)
  })

  test('the owner is invited by one mail, and what happened is in the audit without names', async () => {
    const email = 'Owner.Invited@Example.com'
    const { id, owner } = world.must(await create({ owner: { name: 'Grace', email } }), 201)
    await world.stack.settle()
    await world.stack.settle()
    expect(world.mailsTo(email.toLowerCase())).toHaveLength(1)

    world.must(await world.accept(email.toLowerCase()), 200)
    const audit = await world.ask('GET', `/accounts/${id}/audit`, { as: await world.person(email) })
    expect(audit.body.items.map((one: { action: string }) => one.action)).toEqual([
      'member.accepted',
      'member.invited',
      'account.created',
    ])
    const [, invited, created] = audit.body.items
    expect(created).toEqual(expect.objectContaining({ actor: { type: 'service', id: 'operator' }, target: id }))
    expect(invited).toEqual(expect.objectContaining({ target: owner, at: world.now() }))
    expect(audit.text).not.toMatch(/grace|owner\.invited/i)
  })

  test('a catalog is pinned to the version that is named', async () => {
    const { catalog } = world.must(await create({ catalog: { id: 'kaleyra', version: 1 } }), 201)
    expect(catalog).toEqual({ id: 'kaleyra', version: 1 })
  })
})

describe('who may', () => {
  test('only a service that operates the platform', async () => {
    const ask = (as?: string) => world.ask('POST', '/accounts', { as, body: good() })
    expectGatewayAnswer(await ask(), 401, 'Unauthorized')
    expectGatewayAnswer(await ask(await world.service('decide')), 403, 'Forbidden')
    expectGatewayAnswer(await ask(await world.service('record')), 403, 'Forbidden')
    expectGatewayAnswer(await ask(await world.person('ada@example.com')), 403, 'Forbidden')
  })
})

describe('what is refused', () => {
  test.each([
    ['name', { name: undefined }],
    ['name', { name: '   ' }],
    ['name', { name: 'x'.repeat(201) }],
    ['name', { name: 7 }],
    ['region', { region: undefined }],
    ['timeZone', { timeZone: ['Europe/Rome'] }],
    ['catalog', { catalog: 'kaleyra' }],
    ['catalog.id', { catalog: {} }],
    ['catalog.version', { catalog: { id: 'kaleyra', version: 0 } }],
    ['reportEmail', { reportEmail: 'nowhere' }],
    ['reportEmail', { reportEmail: 'two@example.com,three@example.com' }],
    ['reportEmail', { reportEmail: 'a@example.com\nBcc: b@example.com' }],
    ['owner', { owner: null }],
    ['owner.name', { owner: { email: 'a@example.com' } }],
    ['owner.email', { owner: { name: 'Ada', email: '@example.com' } }],
    ['plan', { plan: 'gold' }],
    ['owner.phone', { owner: { name: 'Ada', email: 'a@example.com', phone: '1' } }],
    ['catalog.name', { catalog: { id: 'kaleyra', name: 'K' } }],
  ])('a wrong or unknown %s is named', async (field, changes) => {
    expectRefusal(await create(changes), 400, 'invalid_body', field)
  })

  test.each([
    ['region_unknown', 'region', { region: 'atlantis' }],
    ['region_unknown', 'region', { region: '__proto__' }],
    ['time_zone_unknown', 'timeZone', { timeZone: 'Europe/Atlantis' }],
    ['time_zone_unknown', 'timeZone', { timeZone: '+02:00' }],
    ['time_zone_unknown', 'timeZone', { timeZone: '' }],
    ['catalog_unknown', 'catalog', { catalog: { id: 'constructor' } }],
    ['catalog_unknown', 'catalog', { catalog: { id: 'kaleyra', version: 2 } }],
  ])('%s is told at its field', async (code, field, changes) => {
    expectRefusal(await create(changes), 422, code, field)
  })

  test('kaleyra.r34: an owner whose name has fewer than 3 characters is refused', async () => {
    for (const name of ['Al', '  Al  '])
      expectRefusal(await create({ owner: { name, email: 'al@example.com' } }), 422, 'name_too_short', 'owner.name')
  })

  test('every fault is told at once, and nothing is stored or mailed', async () => {
    await world.stack.settle()
    const before = await stored()
    const answer = await create({ region: 'x', timeZone: 'y', owner: { name: 'Al', email: 'al@example.com' } })
    expect(answer.body.faults.map(({ field }: { field: string }) => field).sort()).toEqual([
      'owner.name',
      'region',
      'timeZone',
    ])
    await world.stack.settle()
    expect(await stored()).toEqual(before)
    expect(world.mailsTo('al@example.com')).toEqual([])
  })
})

describe('Idempotency-Key', () => {
  const owner = (email: string) => ({ owner: { name: 'Once', email } })

  test('the same call again is answered with the same account, and mails once', async () => {
    const key = { 'idempotency-key': 'one' }
    const first = await create(owner('once@example.com'), key)
    const before = await stored()
    const again = await create(owner('once@example.com'), key)
    expect([again.status, again.body]).toEqual([201, first.body])
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect(await stored()).toEqual(before)
    await world.stack.settle()
    expect(world.mailsTo('once@example.com')).toHaveLength(1)
  })

  test('ten at the same time make one account', async () => {
    const key = { 'idempotency-key': 'ten' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(owner('ten@example.com'), key)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    await world.stack.settle()
    expect(world.mailsTo('ten@example.com')).toHaveLength(1)
  })

  test('a key that came with another body is refused, and a refused call does not use a key up', async () => {
    const key = { 'idempotency-key': 'two' }
    expectRefusal(await create({ region: 'x' }, key), 422, 'region_unknown', 'region')
    world.must(await create({ name: 'Two' }, key), 201)
    expectRefusal(await create({ name: 'Other' }, key), 422, 'idempotency_key_reused', 'Idempotency-Key')
  })

  test('a key is free again after a day; without one each call makes an account', async () => {
    const key = { 'idempotency-key': 'day' }
    const ids = [world.must(await create({}, key), 201).id]
    world.pass(25 * hour)
    await world.stack.expire()
    ids.push(world.must(await create({}, key), 201).id)
    ids.push(world.must(await create(), 201).id, world.must(await create(), 201).id)
    expect(new Set(ids).size).toBe(4)
  })
})
