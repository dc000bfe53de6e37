import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { mostMembersAtOnce } from '../../shared/members/requests.ts'
import { givenWorld, type Wire, type World } from '../given.ts'
import { type Cabinet, givenCabinet } from './cabinet.ts'
import { register, small } from './fixture.ts'
import { expectRefusal, stored } from './helpers.ts'

let world: World
let cabinet: Cabinet
/** Administrator of System [CORE] in c-1, a user there in c-2. */
let administrator: Awaited<ReturnType<Cabinet['employee']>>
beforeAll(async () => {
  world = await givenWorld()
  cabinet = await givenCabinet(world)
  administrator = await cabinet.employee({ 'c-1': { core: 'administrator' }, 'c-2': { core: 'user' } })
})
afterAll(() => world?.stop())

type Levels = Record<string, Record<string, string>>
const asAdministrator = (levels?: Levels) => cabinet.invite(levels, { as: administrator.email })

async function refused(answer: ReturnType<Cabinet['invite']>, ...[status, code, field]: [number, string, string]) {
  const before = await stored()
  expectRefusal(await answer, status, code, `members[0].${field}`)
  expect(await stored()).toEqual(before)
}

describe('inviting with levels', () => {
  test('kompaas.r09, kompaas.r10: an Administrator makes Users and Administrators, nobody without access', async () => {
    for (const core of ['user', 'administrator'])
      expect((await asAdministrator({ 'c-1': { core } })).body.items[0].levels).toEqual({ 'c-1': { core } })
    await refused(asAdministrator({ 'c-1': { core: 'without-access' } }), 403, 'not_permitted', 'levels.c-1.core')
  })

  test('kompaas.r10: nor anybody who stands below that: a level in System [CORE] is given in some agreement', async () => {
    for (const levels of [undefined, { 'c-1': { telephony: 'user' } }])
      for (const as of [administrator.email, cabinet.owner.email])
        await refused(cabinet.invite(levels, { as }), 422, 'level_missing', 'levels')
  })

  test('kompaas.r13: an Owner makes them without access, Users and Administrators', async () => {
    for (const core of ['without-access', 'user', 'administrator'])
      expect((await cabinet.invite({ 'c-1': { core }, 'c-2': { core } })).status).toBe(201)
  })

  test('kompaas.r14: nobody makes another Owner, neither by level nor by role', async () => {
    for (const as of [administrator.email, cabinet.owner.email]) {
      await refused(cabinet.invite({ 'c-1': { core: 'owner' } }, { as }), 403, 'not_permitted', 'levels.c-1.core')
      const onProduct = cabinet.invite({ 'c-1': { core: 'user', chatbots: 'owner' } }, { as })
      await refused(onProduct, 403, 'not_permitted', 'levels.c-1.chatbots')
      await refused(cabinet.invite(undefined, { as, roles: ['owner'] }), 403, 'not_permitted', 'roles[0]')
    }
  })

  test('kompaas.r15: a level on another product lets nobody make users', async () => {
    const { email } = await cabinet.employee({ 'c-1': { core: 'user', telephony: 'owner' } })
    expectRefusal(await cabinet.invite({ 'c-1': { core: 'user' } }, { as: email }), 403, 'not_permitted')
  })

  test('kompaas.r03: levels are given in the agreements in which one is an Administrator, and in no other', async () => {
    const levels = { 'c-1': { core: 'user' }, 'c-2': { telephony: 'without-access' } }
    await refused(asAdministrator(levels), 403, 'not_permitted', 'levels.c-2')
    expect((await cabinet.invite(levels)).status).toBe(201)
  })

  test('they hold from the moment the invitation is accepted, and are in the audit', async () => {
    const levels = { 'c-1': { core: 'user', chatbots: 'administrator' } }
    const [{ id, email }] = world.must(await asAdministrator(levels), 201).items
    const [entry] = await cabinet.audit(id)
    expect(entry.after).toEqual({ status: 'invited', roles: ['employee'], levels, rotation: 1 })
    expect(await cabinet.may(id, 'chatbots.settings.update')).toBe(false)
    await world.stack.settle()
    world.must(await world.accept(email), 200)
    expect(await cabinet.may(id, 'chatbots.settings.update')).toBe(true)
    expect(await cabinet.may(id, 'chatbots.settings.update', { agreement: 'c-2' })).toBe(false)
  })

  test('what the account or its catalog does not know is said at its field', async () => {
    for (const [levels, status, code, field] of [
      [{ 'c-9': { core: 'user' } }, 422, 'agreement_not_in_account', 'levels.c-9'],
      [{ 'c-1': { core: 'user', radio: 'user' } }, 422, 'product_unknown', 'levels.c-1.radio'],
      [{ 'c-1': { core: 'boss' } }, 422, 'level_unknown', 'levels.c-1.core'],
      [{ 'c-1': {} }, 400, 'invalid_body', 'levels.c-1'],
      [{}, 400, 'invalid_body', 'levels'],
    ] as const)
      await refused(cabinet.invite(levels as Levels), status, code, field)
  })
})

describe('what the platform gives', () => {
  const add = async (body: Wire, at = cabinet.at) =>
    world.ask('POST', `${at}/members`, { as: await world.service('operator'), body })
  const known = (subject: string, more: object) => ({
    name: 'Known',
    email: `${subject}@example.com`,
    subject,
    ...more,
  })

  test('any level, or none, but nothing that is not known', async () => {
    const levels = { 'c-1': { core: 'owner', telephony: 'owner' } }
    const given = known('known', { roles: ['employee'], levels })
    const [member] = world.must(await add({ provision: given }), 201).items
    expect(member.levels).toEqual(levels)
    expect(await cabinet.may(member.id, 'telephony.settings.update')).toBe(true)
    expect((await cabinet.audit(member.id))[0].after).toEqual({ status: 'active', roles: ['employee'], levels })
    const none = { name: 'None yet', email: 'none-yet@example.com', roles: ['employee'] }
    expect((await add({ members: [none] })).status).toBe(201)
    const unknown = known('unknown', {
      roles: ['employee'],
      levels: { 'c-1': { core: 'boss' }, 'c-9': { core: 'user' } },
    })
    const { body } = await add({ provision: unknown })
    expect(body.faults.map(({ code, field }: Wire) => [code, field])).toEqual([
      ['level_unknown', 'provision.levels.c-1.core'],
      ['agreement_not_in_account', 'provision.levels.c-9'],
    ])
  })

  test('no levels where the catalog has none', async () => {
    const { id } = await world.account()
    const levelled = known('levelled', { roles: ['support'], levels: { 'c-1': { core: 'user' } } })
    expectRefusal(await add({ provision: levelled }, `/accounts/${id}`), 409, 'levels_closed', 'provision.levels')
  })
})

test('somebody who is made with a login is given levels by the same rules', async () => {
  const kompaas = presets.find(({ id }) => id === 'kompaas') as Catalog
  const login = { shortestPassword: 8, passwordNeeds: [] }
  const catalog = { ...kompaas, id: 'with-logins', members: { ...kompaas.members, login } }
  world.must(await register(world, catalog), 201)
  const { id, owner } = await world.account({ catalog: { id: catalog.id }, region: 'any' })
  const agreement = { as: owner.email, body: { id: 'c-1', name: 'Agreement' } }
  world.must(await world.ask('POST', `/accounts/${id}/agreements`, agreement), 201)
  const secret = { password: 'Correct1horse', repeatedPassword: 'Correct1horse' }
  const create = (levels?: Levels) =>
    world.ask('POST', `/accounts/${id}/members`, {
      as: owner.email,
      body: {
        create: { firstName: 'New', lastName: 'User', login: 'new.user', roles: ['employee'], levels, ...secret },
      },
    })
  expectRefusal(await create(), 422, 'level_missing', 'create.levels')
  expectRefusal(await create({ 'c-1': { core: 'owner' } }), 403, 'not_permitted', 'create.levels.c-1.core')
  const levels = { 'c-1': { core: 'user' } }
  expect(world.must(await create(levels), 201).items[0].levels).toEqual(levels)
})

test('a guard for setting levels does not make levels where the catalog has none', async () => {
  const owner = { id: 'owner', name: 'Owner', description: '', permissions: ['record.read'] }
  const catalog = small({ id: 'unlevelled', roles: [owner], guards: { 'level.set': 'record.read' } })
  world.must(await register(world, catalog), 201)
  const { id, owner: by } = await world.account({ catalog: { id: catalog.id }, region: 'any' })
  const levels = `/accounts/${id}/agreements/c-1/members/${by.member}/levels`
  expectRefusal(await world.ask('PUT', levels, { as: by.email, body: { core: 'user' } }), 409, 'levels_closed')
})

// Last: nobody waits for so many mails.
test('kompaas.r22: an administrator adds any number of employees to an agreement', async () => {
  const levels = { 'c-1': { core: 'user', telephony: 'user' } }
  const ids = new Set<string>()
  for (let round = 0; round < 4; round++) {
    const members = Array.from({ length: mostMembersAtOnce }, (_, at) => ({
      ...{ name: 'Employee', email: `many${round}${at}@example.com`, roles: ['employee'], levels },
    }))
    const asked = { as: administrator.email, body: { members } }
    const { items } = world.must(await world.ask('POST', `${cabinet.at}/members`, asked), 201)
    for (const { id, levels: held } of items) {
      expect(held).toEqual(levels)
      ids.add(id)
    }
  }
  expect(ids.size).toBe(4 * mostMembersAtOnce)
})
