import { afterAll, beforeAll, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { givenMember } from './fixture.ts'
import { expectGatewayAnswer, expectRefusal, expectSameRefusal, nobody, teamMember } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
})
afterAll(() => world?.stop())

const interakt = presets.find(({ id }) => id === 'interakt')
const read = (id = account.id, as: string | undefined = account.owner.email) =>
  world.ask('GET', `/accounts/${id}/roles`, { as })
const set = async (path: string, body: object) =>
  world.must(await world.ask('PUT', `/accounts/${account.id}/roles/${path}`, { as: account.owner.email, body }), 200)

test('the matrix: each role with what it holds, what can be flipped and what restricts it', async () => {
  const { status, body } = await read()
  expect([status, body.version, body.policyVersion, body.experts]).toEqual([200, 1, 1, null])
  expect(body.permissions).toEqual(
    interakt?.permissions.map(({ id, name, module, changes }) => ({ id, name, module, changes })),
  )
  expect(body.roles).toEqual(
    interakt?.roles.map(({ id, name, description, permissions, locked = false }) => ({
      ...{ id, name, description, permissions, locked, login: true, onRequest: false },
      switches: interakt.switches?.[id] ?? [],
      restrictions: locked ? [] : interakt.restrictions?.map((one) => ({ id: one.id, on: false })),
    })),
  )
  expect(body.restrictions.map(({ id }: { id: string }) => id)).toEqual(interakt?.restrictions?.map(({ id }) => id))
})

test('interakt.r05, interakt.r06: the owner is locked with everything; switches are of admin and teammate alone', async () => {
  const [owner, ...others] = (await read()).body.roles
  expect([owner.id, owner.locked, owner.permissions.length]).toEqual(['owner', true, interakt?.permissions.length])
  expect([owner.switches, owner.restrictions]).toEqual([[], []])
  for (const { switches, locked } of others) expect([switches.length > 0, locked]).toEqual([true, false])
})

test('what was flipped or restricted is shown with its role', async () => {
  await set('admin/switches', { 'users.user.export': false })
  await set('teammate/restrictions', { 'user-details.traits.hide': true })
  const [, admin, teammate] = (await read()).body.roles
  expect(admin.permissions).not.toContain('users.user.export')
  expect(admin.switches).toContain('users.user.export')
  expect(admin.restrictions.filter(({ on }: { on: boolean }) => on)).toEqual([])
  expect(teammate.permissions).toContain('users.user.export')
  expect(teammate.restrictions).toContainEqual({ id: 'user-details.traits.hide', on: true })
})

test('where experts are let in, what restricts them stands beside the roles', async () => {
  const kaleyra = await world.account()
  expect((await read(kaleyra.id, kaleyra.owner.email)).body.experts).toEqual({ restrictions: [] })
})

test('interakt.r07: admins and teammates do not see the matrix', async () => {
  for (const role of ['admin', 'teammate']) {
    const { email } = await teamMember(world, account, { roles: [role] })
    expectRefusal(await read(account.id, email), 403, 'not_permitted')
  }
})

test('one account never sees another, and services are no members', async () => {
  expectGatewayAnswer(await world.ask('GET', `/accounts/${account.id}/roles`), 401, 'Unauthorized')
  expectRefusal(await read(account.id, await world.service('operator')), 403, 'person_required')
  const other = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
  const answer = await read(account.id, other.owner.email)
  expectRefusal(answer, 404, 'account_unknown')
  expectSameRefusal(answer, await read(nobody, other.owner.email))
})

test('kompaas.r15: whoever holds the level in System [CORE] may see who holds what; a level in another product is not enough', async () => {
  const kompaas = await world.account({ catalog: { id: 'kompaas' }, region: 'any' })
  const withLevel = async (email: string, product: string) => {
    const { subject } = world.must(await world.ask('GET', '/me', { as: email }), 200).person
    await givenMember(world, kompaas, subject, {
      roles: ['employee'],
      levels: { signed: { [product]: 'administrator' } },
    })
    return (await read(kompaas.id, email)).status
  }
  expect(await withLevel('core@example.com', 'core')).toBe(200)
  expect(await withLevel('telephony@example.com', 'telephony')).toBe(403)
})
