import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, inviteMember, joined, stored } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const patch = (member: string, body: unknown, { as = account.owner.email, headers = {}, id = account.id } = {}) =>
  world.ask('PATCH', `/accounts/${id}/members/${member}`, { as, body, headers })
const read = async (member: string) =>
  world.must(await world.ask('GET', `/accounts/${account.id}/members/${member}`, { as: account.owner.email }), 200)
const newest = async (member: string) =>
  world.must(
    await world.ask('GET', `/accounts/${account.id}/audit?member=${member}&limit=1`, { as: account.owner.email }),
    200,
  ).items[0]

describe('PATCH /accounts/{account}/members/{member}', () => {
  test.each(['admin', 'communication-manager', 'support'])(
    'kaleyra.r26: the access of %s can be edited, in force with the next decision',
    async (role) => {
      const { id, email } = await joined(world, account, { roles: [role] })
      const next = role === 'support' ? 'communication-manager' : 'support'
      expect(await world.may(account, id, 'flows.flow.view')).toBe(role !== 'support')
      const answer = await patch(id, { roles: [next] })
      expect([answer.status, answer.body.roles, answer.body.version]).toEqual([200, [next], 3])
      expect(await world.may(account, id, 'flows.flow.view')).toBe(role === 'support')
      expect(await newest(id)).toEqual(
        expect.objectContaining({
          ...{ action: 'member.roles-changed', before: { roles: [role] }, after: { roles: [next] } },
          actor: { type: 'member', id: account.owner.member },
        }),
      )
      await world.stack.settle()
      expect(world.mailsTo(email)[0]?.subject).toMatch(/Your role in .* was changed/)
    },
  )

  test('kaleyra.r31: only some fields can be edited: an address only until the invitation is accepted', async () => {
    const { id } = await joined(world, account)
    const before = await stored()
    expectRefusal(await patch(id, { email: 'other@example.com' }), 409, 'already_accepted', 'email')
    for (const field of ['status', 'kind', 'subject', 'createdAt', 'login'])
      expectRefusal(await patch(id, { [field]: 'x' }), 400, 'invalid_body', field)
    expectRefusal(await patch(id, {}), 400, 'invalid_body')
    expect(await stored()).toEqual(before)
  })

  test('kaleyra.r34: a first and a last name have at least three characters each', async () => {
    const { id } = await joined(world, account)
    const answer = await patch(id, { firstName: 'Bo', lastName: 'Li' })
    expect(answer.body.faults.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
      ['name_too_short', 'firstName'],
      ['name_too_short', 'lastName'],
    ])
    const named = world.must(await patch(id, { firstName: 'Anna', lastName: 'Rossi' }), 200)
    expect(named).toEqual(expect.objectContaining({ firstName: 'Anna', lastName: 'Rossi', name: 'Anna Rossi' }))
    expect((await newest(id)).after).toEqual({ changed: ['name'] })
    expect(world.must(await patch(id, { lastName: 'Bianchi' }), 200).name).toBe('Anna Bianchi')
    const one = world.must(await patch(id, { name: 'Annarosa' }), 200)
    expect([one.name, one.firstName]).toEqual(['Annarosa', undefined])
    expectRefusal(await patch(id, { lastName: 'Bianchi' }), 400, 'invalid_body', 'firstName')
  })

  test('the address of an unconfirmed member is changed: the old link is dead, the new one works', async () => {
    const { email, answer } = await inviteMember(world, account)
    const { id } = world.must(answer, 201).items[0]
    await world.stack.settle()
    const oldLink = world.tokenMailedTo(email)
    const moved = world.must(await patch(id, { email: 'moved@example.com' }), 200)
    expect([moved.email, moved.status]).toEqual(['moved@example.com', 'invited'])
    await world.stack.settle()
    expectRefusal(await world.accept(email, oldLink), 410, 'invitation_rotated')
    expectRefusal(await world.accept(email, world.tokenMailedTo('moved@example.com')), 403, 'email_mismatch')
    expect((await world.accept('moved@example.com')).status).toBe(200)
    // The old address is free again, the new one is taken.
    expect((await inviteMember(world, account, { email })).answer.status).toBe(201)
    expectRefusal((await inviteMember(world, account, { email: 'moved@example.com' })).answer, 409, 'already_invited')
  })

  test('an address that somebody else has is refused, and nothing changes', async () => {
    const { email } = await joined(world, account)
    const { answer } = await inviteMember(world, account)
    const before = await stored()
    expectRefusal(await patch(answer.body.items[0].id, { email }), 409, 'already_invited', 'email')
    expect(await stored()).toEqual(before)
  })

  test('what stays the same is no change: no version, no entry', async () => {
    const { id } = await joined(world, account)
    const before = await read(id)
    const same = await patch(id, { name: before.name, roles: before.roles, email: before.email })
    expect([same.status, same.body, await read(id)]).toEqual([200, before, before])
  })

  test('a stale version changes nothing', async () => {
    const { id } = await joined(world, account)
    await patch(id, { name: 'Somebody' })
    expectRefusal(
      await patch(id, { name: 'Nobody' }, { headers: { 'if-match': '2' } }),
      409,
      'version_conflict',
      'If-Match',
    )
    expect((await patch(id, { name: 'Nobody' }, { headers: { 'if-match': '3' } })).status).toBe(200)
  })
})

describe('PATCH /accounts/{account}/members/{member}: nobody edits themselves or others up', () => {
  const registered = { id: 'ladder', version: 1 }
  /** A catalog in which a clerk may edit members without holding what managers hold. */
  const ladder = {
    ...registered,
    name: 'Ladder',
    regions: [{ id: 'any', name: 'Any' }],
    permissions: [
      { id: 'team.member.update', name: 'Edit members', module: 'team', changes: true },
      { id: 'money.money.spend', name: 'Spend', module: 'money', changes: true },
    ],
    roles: [
      { id: 'boss', name: 'Boss', description: '', permissions: [], locked: true },
      { id: 'manager', name: 'Manager', description: '', permissions: ['team.member.update', 'money.money.spend'] },
      { id: 'clerk', name: 'Clerk', description: '', permissions: ['team.member.update'] },
      { id: 'spender', name: 'Spender', description: '', permissions: ['money.money.spend'], givenBy: ['clerk'] },
    ],
    ownerRole: 'boss',
    members: { roles: 'many', shortestName: 1, invitationDays: 7 },
    guards: {
      'member.update': 'team.member.update',
      'member.invite': 'team.member.update',
      'member.list': 'team.member.update',
    },
  }
  let shop: GivenAccount
  beforeAll(async () => {
    const as = await world.service('operator')
    world.must(await world.ask('PUT', '/catalogs/ladder/versions/1', { as, body: ladder }), 201)
    shop = await world.account({ catalog: registered, region: 'any' })
  })
  const within = (as: string) => ({ as, id: shop.id })

  test('a clerk cannot give what a clerk does not hold, nor touch who holds more', async () => {
    const clerk = await joined(world, shop, { roles: ['clerk'] })
    const manager = await joined(world, shop, { roles: ['manager'] })
    const other = await joined(world, shop, { roles: ['clerk'] })
    expectRefusal(await patch(other.id, { roles: ['manager'] }, within(clerk.email)), 403, 'not_permitted', 'roles[0]')
    expectRefusal(await patch(other.id, { roles: ['boss'] }, within(clerk.email)), 403, 'not_permitted', 'roles[0]')
    expectRefusal(await patch(manager.id, { roles: ['clerk'] }, within(clerk.email)), 403, 'not_permitted')
    expectRefusal(await patch(manager.id, { name: 'Mud' }, within(clerk.email)), 403, 'not_permitted')
    expectRefusal(await patch(shop.owner.member, { name: 'Mud' }, within(manager.email)), 403, 'not_permitted')
    const invited = await inviteMember(world, shop, { as: clerk.email, roles: ['manager'] })
    expectRefusal(invited.answer, 403, 'not_permitted', 'members[0].roles[0]')
    expect((await patch(other.id, { roles: ['clerk', 'spender'] }, within(clerk.email))).status).toBe(200)
  })

  test('nobody gives themselves what they lack, though they may give it to others', async () => {
    const clerk = await joined(world, shop, { roles: ['clerk'] })
    const up = await patch(clerk.id, { roles: ['clerk', 'spender'] }, within(clerk.email))
    expectRefusal(up, 403, 'not_permitted', 'roles[1]')
    expect((await patch(clerk.id, { name: 'Clara' }, within(clerk.email))).status).toBe(200)
  })

  test('the last owner cannot be demoted, not even by themselves', async () => {
    const down = await patch(shop.owner.member, { roles: ['clerk'] }, within(shop.owner.email))
    expectRefusal(down, 409, 'last_owner')
    const second = await joined(world, shop, { roles: ['boss'] })
    expect((await patch(shop.owner.member, { roles: ['clerk'] }, within(second.email))).status).toBe(200)
    expectRefusal(await patch(second.id, { roles: ['manager'] }, within(second.email)), 409, 'last_owner')
  })

  test('an expert is edited by the routes of experts', async () => {
    const { id } = await world.expert(account)
    expectRefusal(await patch(id, { name: 'Somebody' }), 409, 'not_a_team_member')
  })
})
