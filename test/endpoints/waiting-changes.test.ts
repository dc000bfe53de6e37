/** Changes by agents of partners that wait: asked, listed, withdrawn, made when due, refused when they no longer may be. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handler as makeWaitingChange } from '../../functions/events/make-waiting-change.ts'
import { hour, minute } from '../../shared/time.ts'
import { givenWorld, type Wire, type World } from '../given.ts'
import { expectRefusal, stored } from './helpers.ts'
import { givenPartnered, type Partnered, publishWaiting } from './partner-changes.ts'

let world: World
let given: Partnered
beforeAll(async () => {
  world = await givenWorld()
  await publishWaiting(world, 'talkdesk-waiting', { email: 24, roles: 24, mfa: 24 })
})
beforeEach(async () => {
  given = await givenPartnered(world, 'implementation-partner', 'talkdesk-waiting')
})
afterAll(() => world?.stop())

const promote = (id: string) => given.ask('PATCH', `/members/${id}`, { roles: ['administrator'] })
const rolesOf = async (id: string) => (await given.read(id)).body.roles
const list = async (as = given.account.owner.email): Promise<Wire[]> =>
  world.must(await world.ask('GET', `${given.at}/waiting-changes`, { as }), 200).items
const withdraw = (change: string, as = given.account.owner.email) =>
  world.ask('DELETE', `${given.at}/waiting-changes/${change}`, { as })
const fire = (change: string) => makeWaitingChange({ account: given.account.id, change })
/** A promotion that waits. */
async function asked() {
  const person = await given.person(['agent'], 'Aldo')
  const change = world.must(await promote(person.id), 202)
  return { person, change }
}

describe('a change that waits', () => {
  test('is answered with 202 and its time, and is listed for the account and for the partner’s agents', async () => {
    const { person, change } = await asked()
    expect(change).toEqual({
      ...{ id: expect.any(String), member: person.id, what: 'roles', roles: ['administrator'] },
      actor: { type: 'agent', id: given.agent.id, partner: given.agent.partner },
      ...{ askedAt: world.now(), dueAt: world.inHours(24), status: 'waiting', endedAt: null, reason: null, version: 1 },
    })
    expect(await list()).toEqual([change])
    expect(await list(given.agent.email)).toEqual([change])
    expect(await rolesOf(person.id)).toEqual(['agent'])
  })

  test('takes effect when due, in the name of the agent who asked; early or doubled firings do nothing', async () => {
    const { person, change } = await asked()
    await world.stack.settle()
    world.setNow(change.dueAt)
    world.pass(-1)
    expect(await fire(change.id)).toEqual({ ended: false })
    expect(await world.stack.fireDue()).toBe(0)
    expect(await rolesOf(person.id)).toEqual(['agent'])
    world.pass(1)
    expect(await world.stack.fireDue()).toBeGreaterThan(0)
    expect(await rolesOf(person.id)).toEqual(['administrator'])
    const before = await stored()
    expect(await Promise.all([fire(change.id), fire(change.id)])).toEqual([{ ended: false }, { ended: false }])
    expect(await stored()).toEqual(before)
    expect(await list()).toEqual([{ ...change, status: 'done', endedAt: change.dueAt, version: 2 }])

    const audit = await world.ask('GET', `${given.at}/audit?member=${person.id}&limit=2`, {
      as: given.account.owner.email,
    })
    const { id, partner } = given.agent
    expect(audit.body.items).toContainEqual(
      expect.objectContaining({ action: 'member.roles-changed', actor: { type: 'agent', id, partner } }),
    )
    expect(audit.body.items).toContainEqual(
      expect.objectContaining({ action: 'change.made', actor: { type: 'system', id: 'schedule' } }),
    )
    expect((await given.told(person.email)).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/asks to change your role/),
      expect.stringMatching(/changed your role/),
    ])
  })

  test('two firings at once make it once', async () => {
    const { person, change } = await asked()
    world.setNow(change.dueAt)
    await Promise.all([1, 2, 3].map(() => fire(change.id)))
    const audit = await world.ask('GET', `${given.at}/audit?member=${person.id}`, { as: given.account.owner.email })
    const made = audit.body.items.filter(({ action }: Wire) => action === 'change.made' || action === 'change.refused')
    expect(made).toHaveLength(1)
  })

  test('is made by the sweep where its schedule was lost', async () => {
    const { person, change } = await asked()
    await world.stack.settle()
    world.stack.scheduler.forget(`change-${change.id}`)
    world.pass(24 * hour)
    expect(await world.stack.fireDue()).toBe(0)
    world.pass(2 * minute)
    expect(await world.stack.sweep()).toMatchObject({ ended: 1 })
    expect(await rolesOf(person.id)).toEqual(['administrator'])
    expect(await world.stack.sweep()).toMatchObject({ ended: 0 })
  })

  test('is one of its kind for each member: a second is refused, another kind is not, nor one after it ended', async () => {
    const { person, change } = await asked()
    expectRefusal(await promote(person.id), 409, 'change_waiting', 'roles')
    world.must(await given.ask('POST', `/members/${person.id}/erase-mfa`), 202)
    world.must(await withdraw(change.id), 204)
    world.must(await promote(person.id), 202)
  })

  test('is asked for alone, and refused at once where it could never be made', async () => {
    const open = await given.invited(['administrator'])
    const email = 'new@example.com'
    const together = await given.ask('PATCH', `/members/${open.id}`, { email, roles: ['administrator'] })
    expectRefusal(together, 422, 'too_much_at_once', 'email')
    const taken = await given.ask('PATCH', `/members/${open.id}`, { email: given.account.owner.email })
    expectRefusal(taken, 409, 'already_invited', 'email')
    expectRefusal(
      await given.ask('PATCH', `/members/${open.id}`, { roles: ['administrator', 'x'] }),
      422,
      'roles_too_many',
    )
    expectRefusal(await given.ask('POST', `/members/${open.id}/erase-mfa`), 409, 'not_accepted')
    expect(await list()).toEqual([])
    // What is so already waits for nothing.
    expect(
      world.must(await given.ask('PATCH', `/members/${open.id}`, { roles: ['administrator'] }), 200).roles,
    ).toEqual(['administrator'])
  })

  test('a member of the account waits for nothing', async () => {
    const { id } = await given.person(['agent'])
    const as = given.account.owner.email
    world.must(await world.ask('PATCH', `${given.at}/members/${id}`, { as, body: { roles: ['administrator'] } }), 200)
  })
})
