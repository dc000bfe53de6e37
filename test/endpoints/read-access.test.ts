import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import { effectiveAccess } from '../../shared/access/effective.ts'
import type { AccessRecord } from '../../shared/access/model.ts'
import { presets } from '../../shared/catalogs/load.ts'
import { type GivenAccount, givenWorld, type Wire, type World } from '../given.ts'
import { certified, setOptions } from './fixture.ts'
import { expectGatewayAnswer, expectRefusal, nobody, sentDuring, teamMember } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const ask = async (member: string, { id }: GivenAccount = account, as?: string) =>
  world.ask('GET', `/accounts/${id}/members/${member}/access`, { as: as ?? (await world.service('decide')) })
const read = async (member: string, of?: GivenAccount) => world.must(await ask(member, of), 200)
const ids = ({ modules }: Wire): string[] =>
  modules.flatMap(({ permissions }: Wire) => permissions.map(({ id }: Wire) => id))
const catalogOf = (id: string) => {
  const catalog = presets.find((one) => one.id === id)
  if (!catalog) throw new Error(`there is no ${id}`)
  return catalog
}

test('it is what the decisions say, permission by permission, with the deadline', async () => {
  const expert = await world.expert(account, { access: 'limited-write' })
  const support = await teamMember(world, account, { roles: ['support'] })
  for (const [id, until] of [
    [expert.id, expert.until],
    [support.id, null],
  ] as const) {
    const access = await read(id)
    expect([access.member, access.status, access.until]).toEqual([id, 'active', until])
    const held = new Set(ids(access))
    for (const { id: permission } of catalogOf('kaleyra').permissions)
      expect([permission, await world.may(account, id, permission)]).toEqual([permission, held.has(permission)])
  }
})

test('permissions stand in their modules, with their names', async () => {
  const { id } = await teamMember(world, account, { roles: ['support'] })
  const access = await read(id)
  expect(access).toEqual(expect.objectContaining({ kind: 'team', roles: ['support'], products: {}, links: [] }))
  const { permissions } = catalogOf('kaleyra')
  for (const { module, permissions: listed } of access.modules)
    for (const one of listed)
      expect(permissions).toContainEqual(expect.objectContaining({ id: one.id, name: one.name, module }))
})

test('kaleyra.r19: from the deadline on nothing is left, and the status says so', async () => {
  const { id, until } = await world.expert(account, { until: world.inHours(0.5) })
  world.setNow(until ?? '')
  expect(await read(id)).toEqual(expect.objectContaining({ status: 'expired', until, modules: [] }))
})

test('whoever is switched off, or has not accepted, has nothing', async () => {
  const off = await teamMember(world, account, { roles: ['admin'], status: 'inactive' })
  const invited = await world.invited(account)
  for (const { id } of [off, invited]) expect((await read(id)).modules).toEqual([])
})

test('interakt.r13, interakt.r20: what is masked is said beside its permission; hidden modules are not there', async () => {
  const own = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
  const { id } = await teamMember(world, own, { roles: ['teammate'] })
  const body = { 'user-details.contact-number.hide': true }
  const path = `/accounts/${own.id}/roles/teammate/restrictions`
  world.must(await world.ask('PUT', path, { as: own.owner.email, body }), 200)
  const { modules } = await read(id, own)
  const names = modules.map(({ module }: Wire) => module)
  for (const hidden of ['notifications', 'templates', 'users', 'analytics']) expect(names).not.toContain(hidden)
  const fields = ['userCard.phone', 'chatList.phone', 'chatHeader.phone']
  const inbox = modules.find(({ module }: Wire) => module === 'inbox').permissions
  expect(inbox.length).toBe(3)
  for (const { masks } of inbox) expect(masks).toEqual([{ fields, as: 'country-code' }])
})

test('jaicp.r11, jaicp.r15, jaicp.r22: without a login only what plain HTTP reaches, and that once it is enabled', async () => {
  const own = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
  const initial = await teamMember(world, own, { roles: ['initial'] })
  const raw = await teamMember(world, own, { roles: ['rawlogs-analytic'] })
  expect(ids(await read(raw.id, own))).toEqual([])
  await setOptions(world, own, { 'analytics.raw-log.download': true })
  expect(ids(await read(initial.id, own))).toEqual([])
  expect(ids(await read(raw.id, own))).toEqual(['analytics.raw-log.download'])
})

test('what holds under conditions only is marked', async () => {
  const { account: own, alice } = await certified(world)
  expect((await read(alice.id, own)).modules).toEqual([
    {
      module: 'records',
      permissions: [
        { id: 'record.read', name: 'read' },
        { id: 'record.write', name: 'write', conditional: true },
        { id: 'record.delete', name: 'delete', conditional: true },
      ],
    },
  ])
})

test('kompaas.r04: products with their levels are told by agreement', () => {
  const kompaas = catalogOf('kompaas')
  const levels = { g1: { chatbots: 'administrator', telephony: 'without-access' }, g2: { core: 'user' } }
  const access: AccessRecord = { member: 'm', kind: 'team', status: 'active', roles: ['employee'], levels }
  const told = effectiveAccess(compile(kompaas), kompaas, access, world.now())
  expect(told.products).toEqual(levels)
  expect(told.modules.map(({ module }) => module)).toEqual(['core', 'telephony', 'chatbots'])
  expect(ids(told)).toEqual([
    'core.product.use',
    'core.settings.view',
    'telephony.product.use',
    'chatbots.product.use',
    'chatbots.settings.view',
    'chatbots.settings.update',
  ])
})

test('it is read in one round trip, whatever the account holds', async () => {
  const sent = await sentDuring(() => read(account.owner.member))
  expect(sent.map(({ name }) => name)).toEqual(['BatchGetCommand'])
})

test('a member of another account, or nobody at all, is not found', async () => {
  const other = await world.account()
  for (const id of [other.owner.member, nobody, 'no-id', 'x'.repeat(1100)])
    expectRefusal(await ask(id), 404, 'member_unknown')
})

test('who may ask: a service that may decide, or a member with the permission that guards it', async () => {
  expectGatewayAnswer(await world.ask('GET', `/accounts/${account.id}/members/${nobody}/access`), 401, 'Unauthorized')
  const { owner } = account
  expect((await ask(owner.member, account, owner.email)).status).toBe(200)
  expectRefusal(await ask(owner.member, account, await world.service('record')), 403, 'scope_missing')
  const support = await teamMember(world, account, { roles: ['support'] })
  expectRefusal(await ask(owner.member, account, support.email), 403, 'not_permitted')
  const stranger = (await world.account()).owner
  expectRefusal(await ask(owner.member, account, stranger.email), 404, 'account_unknown')
})
