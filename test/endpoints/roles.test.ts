import { afterAll, beforeAll, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { type GivenAccount, givenWorld, type Wire, type World } from '../given.ts'
import { givenMember, setOptions } from './fixture.ts'
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
    interakt?.permissions.map(({ id, name, module, changes }) => ({ id, name, module, changes, onRequest: false })),
  )
  expect(body.roles).toEqual(
    interakt?.roles.slice(0, 3).map(({ id, name, description, permissions, locked = false }) => ({
      ...{ id, name, description, permissions, locked, login: true, onRequest: false },
      switches: interakt.switches?.[id] ?? [],
      restrictions: locked ? [] : interakt.restrictions?.map((one) => ({ id: one.id, on: false })),
    })),
  )
  expect(body.restrictions).toEqual(
    interakt?.restrictions?.map(({ id, name, hidesModules, keeps, masks }) => ({
      id,
      name,
      hidesModules,
      keeps,
      masks,
    })),
  )
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

test('interakt.r26: the roles of the add-on are named as what can be requested, and appear once they are enabled', async () => {
  const own = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
  const matrix = async () => (await read(own.id, own.owner.email)).body
  const rolesOf = ({ roles }: Wire) => roles.map(({ id }: Wire) => id)
  const usual = ['owner', 'admin', 'teammate']
  const before = await matrix()
  expect(rolesOf(before)).toEqual(usual)
  expect(before.onRequest).toEqual([
    { id: 'superadmin', name: 'Superadmin', kind: 'role', enabled: false },
    { id: 'sales-lead', name: 'Sales Lead', kind: 'role', enabled: false },
    { id: 'sales-agent', name: 'Sales Agent', kind: 'role', enabled: false },
  ])
  await setOptions(world, own, { 'sales-lead': true, 'sales-agent': true })
  const after = await matrix()
  expect(rolesOf(after)).toEqual([...usual, 'sales-lead', 'sales-agent'])
  for (const role of after.roles.slice(3))
    expect([role.onRequest, role.permissions, role.switches, role.restrictions]).toEqual([true, [], [], []])
  expect(after.onRequest.map(({ enabled }: Wire) => enabled)).toEqual([false, true, true])
})

test('jaicp.r22: nobody is shown to hold what waits for the platform', async () => {
  const own = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
  const download = 'analytics.raw-log.download'
  const holders = async () =>
    (await read(own.id, own.owner.email)).body.roles
      .filter(({ permissions }: Wire) => permissions.includes(download))
      .map(({ id }: Wire) => id)
  expect(await holders()).toEqual([])
  await setOptions(world, own, { [download]: true })
  expect(await holders()).toEqual(['admin', 'rawlogs-analytic'])
  const { permissions, onRequest } = (await read(own.id, own.owner.email)).body
  expect(permissions.filter((one: Wire) => one.onRequest).map(({ id }: Wire) => id)).toEqual([
    download,
    'analytics.raw-log.regenerate',
  ])
  expect(onRequest[0]).toEqual({
    ...{ id: download, name: 'Download daily dialog logs as CSV', kind: 'permission', enabled: true },
  })
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
