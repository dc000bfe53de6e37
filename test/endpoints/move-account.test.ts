import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { type Asked, type GivenAccount, givenWorld, type World } from '../given.ts'
import { givenMember, register, setOptions, small } from './fixture.ts'
import { expectGatewayAnswer, expectRefusal, nobody, stored, subjectOf, teamMember } from './helpers.ts'

const editor = (...permissions: string[]) => ({ id: 'editor', name: 'Editor', description: '', permissions })
type Permission = Catalog['permissions'][number]
const version = (number: number, permissions: string[], more: Partial<Catalog> = {}) =>
  small({ id: 'moves', version: number, roles: [...small().roles, editor(...permissions)], ...more })

let world: World
let account: GivenAccount
let member: string
beforeAll(async () => {
  world = await givenWorld()
  const guards = { 'audit.read': 'record.read' }
  await register(world, version(1, ['record.read']))
  await register(world, version(2, ['record.read', 'record.write'], { guards }))
  await register(world, version(3, ['record.read'], { regions: [{ id: 'moon', name: 'Moon' }] }))
  account = await world.account({ catalog: { id: 'moves', version: 1 }, region: 'any' })
  member = (await givenMember(world, account, 'editor', { roles: ['editor'] })).id
})
afterAll(() => world?.stop())

const move = async (body: unknown, { as, ...asked }: Asked = {}, id = account.id) =>
  world.ask('PUT', `/accounts/${id}/catalog`, { as: as ?? (await world.service('operator')), body, ...asked })

test('a move is in force with the next decision, and can be taken back', async () => {
  expect(await world.may(account, member, 'record.write')).toBe(false)
  const { status, body } = await move({ id: 'moves', version: 2 })
  expect(status).toBe(200)
  expect(body).toEqual(
    expect.objectContaining({ id: account.id, catalog: { id: 'moves', version: 2 }, policyVersion: 2, version: 2 }),
  )
  expect(await world.may(account, member, 'record.write')).toBe(true)
  expect((await move({ id: 'moves', version: 1 })).body.policyVersion).toBe(3)
  expect(await world.may(account, member, 'record.write')).toBe(false)
})

test('a catalog that does not exist, or does not know the region of the account, is refused', async () => {
  const before = await stored()
  expectRefusal(await move({ id: 'moves', version: 99 }), 422, 'catalog_unknown', 'id')
  expectRefusal(await move({ id: 'nothing', version: 1 }), 422, 'catalog_unknown', 'id')
  expectRefusal(await move({ id: 'moves', version: 3 }), 422, 'region_unknown', 'region')
  expectRefusal(await move({ id: 'moves' }), 400, 'invalid_body', 'version')
  expectRefusal(await move({ id: 'moves', version: 0 }), 400, 'invalid_body', 'version')
  expect(await stored()).toEqual(before)
})

test('whoever read an older version of the account is refused', async () => {
  expectRefusal(await move({ id: 'moves', version: 2 }, { headers: { 'if-match': '1' } }), 409, 'version_conflict')
})

test('the audit keeps from where to where, and by whom', async () => {
  await move({ id: 'moves', version: 2 })
  const email = 'auditor@example.com'
  await givenMember(world, account, await subjectOf(world, email), { roles: ['editor'] })
  const { items } = (await world.ask('GET', `/accounts/${account.id}/audit`, { as: email })).body
  expect(items[0]).toEqual(
    expect.objectContaining({
      ...{ action: 'account.catalog-moved', target: account.id, actor: { type: 'service', id: 'operator' } },
      ...{ before: { catalog: { id: 'moves', version: 1 } }, after: { catalog: { id: 'moves', version: 2 } } },
    }),
  )
})

describe('what was enabled for the account', () => {
  const [read, write, remove] = small().permissions as [Permission, Permission, Permission]
  const owner = { ...editor('record.read', 'record.write'), id: 'owner' }
  const extra = { ...editor('record.delete'), id: 'extra', onRequest: true as const }
  const guards = { 'audit.read': 'record.read' }
  const options = (number: number, roles: Catalog['roles'], more: Partial<Catalog> = {}) => {
    const permissions = [read, { ...write, onRequest: true as const }, remove]
    return small({ id: 'options', version: number, permissions, roles, guards, ...more })
  }
  let own: GivenAccount
  beforeAll(async () => {
    await register(world, options(1, [owner, extra]))
    await register(world, options(2, [owner]))
    const writer = { ...owner, id: 'writer' }
    await register(world, options(3, [writer, { ...owner, onRequest: true }], { ownerRole: 'writer' }))
    own = await world.account({ catalog: { id: 'options', version: 1 }, region: 'any' })
    await setOptions(world, own, { 'record.write': true, extra: true })
  })

  test('stays so where the new catalog has it on request; the rest is dropped, told, and not back when the account is', async () => {
    const { body } = await move({ id: 'options', version: 2 }, {}, own.id)
    expect(body.options).toEqual(['record.write'])
    expect(await world.may(own, own.owner.member, 'record.write')).toBe(true)
    const { items } = (await world.ask('GET', `/accounts/${own.id}/audit`, { as: own.owner.email })).body
    expect(items[0]).toMatchObject({
      action: 'account.catalog-moved',
      before: { catalog: { id: 'options', version: 1 }, options: ['extra', 'record.write'] },
      after: { catalog: { id: 'options', version: 2 }, options: ['record.write'] },
    })
    expect((await move({ id: 'options', version: 1 }, {}, own.id)).body.options).toEqual(['record.write'])
  })

  test('no role that the owner has in force is lost to waiting', async () => {
    const before = await stored()
    expectRefusal(await move({ id: 'options', version: 3 }, {}, own.id), 422, 'role_lost', 'id')
    expect(await stored()).toEqual(before)
  })
})

describe('the last owner', () => {
  const owners = (number: number, ownerRole: string, ...ids: string[]) =>
    small({ id: 'owners', version: number, ownerRole, roles: ids.map((id) => ({ ...editor('record.read'), id })) })
  beforeAll(async () => {
    await register(world, owners(1, 'owner', 'owner', 'chief', 'clerk'))
    await register(world, owners(2, 'chief', 'owner', 'chief', 'clerk'))
    await register(world, owners(3, 'owner', 'owner', 'chief'))
  })
  const given = () => world.account({ catalog: { id: 'owners', version: 1 }, region: 'any' })

  test('is guarded after every move: none makes somebody else the owners', async () => {
    const own = await given()
    const before = await stored()
    expectRefusal(await move({ id: 'owners', version: 2 }, {}, own.id), 422, 'role_lost', 'id')
    expect(await stored()).toEqual(before)
  })

  test('keeps their roles, also where the first owner has left', async () => {
    const own = await given()
    await teamMember(world, own, { roles: ['owner', 'clerk'] })
    world.must(await world.ask('POST', `/accounts/${own.id}/leave`, { as: own.owner.email }), 204)
    expectRefusal(await move({ id: 'owners', version: 3 }, {}, own.id), 422, 'role_lost', 'id')
  })
})

test('only an operator moves an account, and only one that exists', async () => {
  const body = { id: 'moves', version: 1 }
  for (const as of [account.owner.email, await world.service('decide')])
    expectGatewayAnswer(await move(body, { as }), 403, 'Forbidden')
  expectRefusal(await move(body, {}, nobody), 404, 'account_unknown')
  expectRefusal(await move(body, {}, 'no-id'), 404, 'account_unknown')
})
