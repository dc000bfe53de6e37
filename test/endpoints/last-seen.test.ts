import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hour, minute, plus } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { inviteMember, joined, nobody, sentDuring, stored, subjectOf, teamMember } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const read = async (member: string) =>
  world.must(await world.ask('GET', `/accounts/${account.id}/members/${member}`, { as: account.owner.email }), 200)
const lastSeen = async (member: string) => (await read(member)).lastSeen
const record = async (...events: object[]) => {
  const all = events.map((event) => ({ action: { name: 'open' }, resource: { type: 'page' }, ...event }))
  const asked = { as: await world.service('record'), body: { events: all } }
  return world.ask('POST', `/accounts/${account.id}/activity`, asked)
}
const by = (id: string) => ({ subject: { type: 'member', id } })
const updates = async (act: () => Promise<unknown>) =>
  (await sentDuring(act)).filter(({ name }) => name === 'UpdateCommand').length

describe('when a member was last seen', () => {
  test('nobody is before they come; whoever accepts is', async () => {
    const { email, answer } = await inviteMember(world, account)
    const [{ id, lastSeen: before }] = world.must(answer, 201).items
    expect(before).toBeNull()
    expect((await record(by(id))).status).toBe(201)
    expect(await lastSeen(id)).toBeNull()
    await world.stack.settle()
    world.must(await world.accept(email), 200)
    expect(await lastSeen(id)).toBe(world.now())
  })

  test('is noted when the person asks where they are a member', async () => {
    const { id, email } = await teamMember(world, account, { roles: ['support'] })
    expect(await lastSeen(id)).toBeNull()
    world.must(await world.ask('GET', '/me', { as: email }), 200)
    expect(await lastSeen(id)).toBe(world.now())
  })

  test('is noted with what they did, by whichever name, as of when they did it', async () => {
    const one = await teamMember(world, account, { roles: ['support'] })
    const other = await teamMember(world, account, { roles: ['support'] })
    world.pass(3 * hour)
    const earlier = plus(world.now(), -hour)
    const ahead = plus(world.now(), minute)
    const subject = { type: 'user', id: await subjectOf(world, other.email) }
    expect((await record({ ...by(one.id), at: earlier }, { subject, at: ahead })).status).toBe(201)
    expect([await lastSeen(one.id), await lastSeen(other.id)]).toEqual([earlier, world.now()])
    await record({ ...by(other.id), at: earlier })
    expect(await lastSeen(other.id)).toBe(world.now())
  })

  test('is noted once an hour', async () => {
    const { id, email } = await joined(world, account)
    const first = world.now()
    world.pass(hour)
    expect(await updates(() => record(by(id)))).toBe(1)
    expect(await lastSeen(id)).toBe(first)
    world.pass(1)
    expect(await updates(() => record(by(id), by(id)))).toBe(1)
    expect(await lastSeen(id)).toBe(world.now())
    world.pass(hour - 1)
    expect(await updates(() => world.ask('GET', '/me', { as: email }))).toBe(0)
    expect(await lastSeen(id)).toBe(plus(world.now(), 1 - hour))
  })

  test('changes no member, is no news for the audit, and makes none of a member who is gone', async () => {
    const { id } = await joined(world, account)
    await world.stack.settle()
    world.pass(2 * hour)
    const others = async () =>
      (await stored()).filter((line) => !line.startsWith('SEEN#') && !line.startsWith('ACTIVITY#'))
    const before = await others()
    await record(by(id))
    expect(await lastSeen(id)).toBe(world.now())
    expect(await others()).toEqual(before)

    const headers = { 'if-match': '2' }
    await world.ask('DELETE', `/accounts/${account.id}/members/${id}`, { as: account.owner.email, headers })
    world.pass(2 * hour)
    expect((await record(by(id))).status).toBe(201)
    expect((await record(by(nobody))).status).toBe(422)
    expect((await stored()).filter((line) => line.startsWith(`SEEN#${account.id} ${id}`))).toEqual([])
    expect(await lastSeen(id)).toBeNull()
  })

  test('orders and filters the list, the never seen first', async () => {
    account = await world.account()
    const never = await teamMember(world, account, { roles: ['support'] })
    const { id } = await inviteMember(world, account, { name: 'Invited' }).then(({ answer }) => answer.body.items[0])
    world.pass(2 * hour)
    const late = await teamMember(world, account, { roles: ['support'] })
    world.must(await world.ask('GET', '/me', { as: late.email }), 200)
    const ids = async (query: string) =>
      world
        .must(await world.ask('GET', `/accounts/${account.id}/members?${query}`, { as: account.owner.email }), 200)
        .items.map((one: { id: string }) => one.id)
    const { member } = account.owner
    const unseen = [never.id, id].toSorted()
    expect(await ids('sort=lastSeen')).toEqual([...unseen, member, late.id])
    expect(await ids('sort=-lastSeen')).toEqual([late.id, member, ...unseen.toReversed()])
    expect(await ids(`filter=lastSeen lt "${world.now()}"`)).toEqual([member])
    expect(await ids('filter=not (lastSeen pr) and role eq "support"&sort=created')).toEqual([never.id, id])
    expect(await ids(`filter=role eq "support"&sort=-lastSeen`)).toEqual([late.id, ...unseen.toReversed()])
  })
})
