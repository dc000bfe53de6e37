import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { givenWorld, type Wire, type World } from '../given.ts'
import { register, small } from './fixture.ts'
import { expectGatewayAnswer, expectRefusal, stored } from './helpers.ts'
import { everyPage } from './lists.ts'
import { everyItem } from './table.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const operator = () => world.service('operator')
const get = async (path: string) => world.ask('GET', `/catalogs${path}`, { as: await operator() })
const put = async (path: string, body: unknown) => world.ask('PUT', `/catalogs/${path}`, { as: await operator(), body })

describe('registering', () => {
  test('a catalog is published, read back as it is, and an account can be created on it', async () => {
    const catalog = small({ id: 'fresh' })
    const answer = await register(world, catalog)
    expect([answer.status, answer.body]).toEqual([201, { id: 'fresh', version: 1, name: 'Small' }])
    expect((await get('/fresh/versions/1')).body).toEqual(catalog)
    const account = await world.account({ catalog: { id: 'fresh' }, region: 'any' })
    expect(await world.may(account, account.owner.member, 'record.read')).toBe(false)
  })

  test('a published version never changes: the same again is answered 200, anything else refused', async () => {
    const catalog = small({ id: 'once' })
    await register(world, catalog)
    const before = await stored()
    expect((await register(world, catalog)).status).toBe(200)
    expectRefusal(await register(world, { ...catalog, name: 'Other' }), 409, 'catalog_version_exists', 'version')
    for (const preset of presets) {
      expect((await register(world, preset)).status).toBe(200)
      expectRefusal(await register(world, { ...preset, name: 'Mine' }), 409, 'catalog_version_exists', 'version')
    }
    expect(await stored()).toEqual(before)
  })

  test('where no version is named an account takes the newest, also above a preset, and keeps it', async () => {
    const name = { catalog: { id: 'grows' }, region: 'any' }
    await register(world, small({ id: 'grows', version: 9 }))
    const { answer } = await world.createAccount(name)
    await register(world, small({ id: 'grows', version: 10 }))
    expect((await world.createAccount(name)).answer.body.catalog).toEqual({ id: 'grows', version: 10 })
    const kept = await world.ask('GET', `/accounts/${answer.body.id}`, { as: await operator() })
    expect(kept.body.catalog).toEqual({ id: 'grows', version: 9 })
    const [, jaicp] = presets as [Catalog, Catalog]
    await register(world, { ...jaicp, version: jaicp.version + 1 })
    const newest = await world.createAccount({ catalog: { id: 'jaicp' }, region: 'any' })
    expect(newest.answer.body.catalog).toEqual({ id: 'jaicp', version: jaicp.version + 1 })
  })

  test('it is on record who published what', async () => {
    await register(world, small({ id: 'audited' }))
    const entries = (await everyItem()).split('\n').filter((line) => line.includes('"audited@1"'))
    expect(entries.map((line) => JSON.parse(line).data)).toEqual([
      expect.objectContaining({ action: 'catalog.registered', actor: { type: 'service', id: 'operator' } }),
    ])
  })
})

describe('a document that is wrong is refused with every fault at its path, and nothing is kept', () => {
  const { roles, permissions } = small()
  const [owner] = roles as [Catalog['roles'][number]]
  const terms = {
    ...{ name: 'Experts', domains: ['example.com'], longestWindowHours: 1, noLimitClosedIn: ['moon'] },
    ...{ excludedModules: ['records'], readOnly: ['record.write'], limitedWrite: ['record.delete'] },
    consent: { version: '1', wording: 'Yes' },
  }
  test.each<[string, object, string[]]>([
    ['unknown fields', { colour: 1, members: { ...small().members, x: 1 } }, ['members.x', 'colour']],
    ['other types', { name: 7, permissions: 'all', regions: [] }, ['name', 'regions', 'permissions']],
    [
      'names that lead nowhere',
      { ownerRole: 'nobody', guards: { 'role.read': 'x.y' } },
      ['ownerRole', 'guards.role.read'],
    ],
    ['what stands twice', { permissions: [...permissions, ...permissions.slice(0, 1)] }, ['permissions[3].id']],
    [
      'cells of nothing',
      { roles: [{ ...owner, permissions: ['x.y'], when: { 'y.z': [{ of: 'action', property: 'a', is: 1 }] } }] },
      ['roles[0].permissions[0]', 'roles[0].when.y.z'],
    ],
    [
      'switches that reduce who is locked, or decide who may flip',
      {
        ...{ roles: [owner, { ...owner, id: 'boss', locked: true }], guards: { 'switch.update': 'record.write' } },
        switches: { boss: ['record.read'], owner: ['record.write'], ghost: [] },
      },
      ['switches.boss', 'switches.owner[0]', 'switches.ghost'],
    ],
    [
      'a condition of two comparisons',
      { roles: [{ ...owner, when: { 'record.read': [{ of: 'action', property: 'a', is: 1, not: 2 }] } }] },
      ['roles[0].when.record.read[0]'],
    ],
    [
      'expert terms that contradict each other',
      { experts: terms },
      ['experts.readOnly[0]', 'experts.limitedWrite[0]', 'experts.noLimitClosedIn[0]'],
    ],
  ])('%s', async (_, changes, fields) => {
    const before = await stored()
    const answer = await put('wrong/versions/1', { ...small({ id: 'wrong' }), ...changes })
    expectRefusal(answer, 400, 'invalid_body', fields[0])
    const told = answer.body.faults ?? [answer.body]
    expect(told.map(({ field }: Wire) => field)).toEqual(fields)
    expect(await stored()).toEqual(before)
  })

  test('a document that says another id or version than its path', async () => {
    expectRefusal(await put('other/versions/1', small()), 400, 'invalid_body', 'id')
    expectRefusal(await put('small/versions/2', small()), 400, 'invalid_body', 'version')
  })

  test('a document larger than can be kept, counted in bytes', async () => {
    const big = small({ id: 'big', roles: [{ ...owner, description: '界'.repeat(150_000) }] })
    expectRefusal(await register(world, big), 413, 'body_too_large')
  })
})

describe('reading', () => {
  test('the list has the presets first, then what was registered, page after page', async () => {
    for (const version of [1, 2, 10]) await register(world, small({ id: 'listed', version }))
    const pages = await everyPage((cursor) => get(`?limit=2${cursor}`))
    const all = pages.flat()
    expect(all.slice(0, presets.length)).toEqual(
      presets.map(({ id, version, name }) => ({ id, version, name, preset: true })),
    )
    const listed = all.filter(({ id }: Wire) => id === 'listed')
    expect(listed).toEqual([1, 2, 10].map((version) => ({ id: 'listed', version, name: 'Small' })))
  })

  test('what was not published is not found', async () => {
    for (const path of ['/kaleyra/versions/999', '/nothing/versions/1', '/kaleyra/versions/0', '/kaleyra/versions/x'])
      expectRefusal(await get(path), 404, 'catalog_not_found')
  })

  test('only an operator reads or publishes', async () => {
    for (const path of ['', '/kaleyra/versions/1']) {
      expectGatewayAnswer(await world.ask('GET', `/catalogs${path}`), 401, 'Unauthorized')
      for (const as of [await world.service('decide'), 'someone@example.com'])
        expectGatewayAnswer(await world.ask('GET', `/catalogs${path}`, { as }), 403, 'Forbidden')
    }
    const as = await world.service('decide')
    expectGatewayAnswer(await world.ask('PUT', '/catalogs/small/versions/1', { as, body: small() }), 403, 'Forbidden')
  })
})
