import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, inviteMember, joined, subjectOf } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const turn = (member: string, to: 'activate' | 'deactivate', { as = account.owner.email, headers = {} } = {}) =>
  world.ask('POST', `/accounts/${account.id}/members/${member}/${to}`, { as, headers })

describe('POST …/deactivate and /activate', () => {
  test('jaicp.r10: an inactive member is refused everywhere from the next call, whatever roles are held', async () => {
    const { id, email } = await joined(world, account, { roles: ['admin'] })
    const user = { type: 'user', id: await subjectOf(world, email) }
    const reads = () => world.ask('GET', `/accounts/${account.id}`, { as: email })
    expect([await world.may(account, id), (await reads()).status]).toEqual([true, 200])

    expect(world.must(await turn(id, 'deactivate'), 200)).toEqual(
      expect.objectContaining({ status: 'inactive', version: 3 }),
    )
    expect(await world.may(account, id)).toBe(false)
    expect((await world.evaluate(account, user, 'channels.channel.view')).body.context.reason.code).toBe('inactive')
    expectRefusal(await reads(), 403, 'not_permitted')
    await world.stack.settle()
    expect(world.mailsTo(email)[0]?.subject).toMatch(/^Your access to .* was switched off$/)

    expect(world.must(await turn(id, 'activate'), 200).status).toBe('active')
    expect([await world.may(account, id), (await reads()).status]).toEqual([true, 200])
  })

  test('switching a member off in one account touches nothing elsewhere', async () => {
    const other = await world.account()
    const { id, email } = await joined(world, account, { roles: ['admin'] })
    const subject = await subjectOf(world, email)
    const provision = { subject, name: 'Same person', email, roles: ['admin'] }
    const operator = await world.service('operator')
    world.must(await world.ask('POST', `/accounts/${other.id}/members`, { as: operator, body: { provision } }), 201)
    world.must(await turn(id, 'deactivate'), 200)
    expect((await world.ask('GET', `/accounts/${other.id}`, { as: email })).status).toBe(200)
    const { memberships } = world.must(await world.ask('GET', '/me', { as: email }), 200)
    expect(memberships.map(({ status }: { status: string }) => status).sort()).toEqual(['active', 'inactive'])
  })

  test('each move starts where it can, and says where the member stands instead', async () => {
    const { id } = await joined(world, account)
    expectRefusal(await turn(id, 'activate'), 409, 'already_active')
    world.must(await turn(id, 'deactivate'), 200)
    expectRefusal(await turn(id, 'deactivate'), 409, 'already_inactive')
    expectRefusal(await turn(id, 'activate', { headers: { 'if-match': '2' } }), 409, 'version_conflict')
    const invited = (await inviteMember(world, account)).answer.body.items[0]
    expectRefusal(await turn(invited.id, 'activate'), 409, 'not_accepted')
    expectRefusal(await turn(invited.id, 'deactivate'), 409, 'not_accepted')
  })

  test('a mail that would no longer be true is not sent', async () => {
    const { id, email } = await joined(world, account)
    world.must(await turn(id, 'deactivate'), 200)
    world.must(await turn(id, 'activate'), 200)
    await world.stack.settle()
    expect(world.mailsTo(email).map(({ subject }) => subject)).toEqual([expect.stringContaining('You are invited')])
  })

  test('the last owner cannot be switched off', async () => {
    expectRefusal(await turn((await world.account()).owner.member, 'deactivate'), 404, 'member_unknown')
    const own = await world.account()
    const path = `/accounts/${own.id}/members/${own.owner.member}/deactivate`
    expectRefusal(await world.ask('POST', path, { as: own.owner.email }), 409, 'last_owner')
    expectRefusal(await world.ask('POST', path, { as: await world.service('operator') }), 409, 'last_owner')
  })
})
