/** Changes by agents of partners that wait: asked, listed, withdrawn, made when due, refused when they no longer may be. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handler as makeWaitingChange } from '../../functions/events/make-waiting-change.ts'
import { hour, minute } from '../../shared/time.ts'
import { givenWorld, type Wire, type World } from '../given.ts'
import { expectRefusal, failing, meanwhile, nobody, stored } from './helpers.ts'
import { givenPartnered, type Partnered, publishWaiting } from './partner-changes.ts'
import { disengage, givenAgent, setAgent } from './partners.ts'

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
    const open = await given.invited(['agent'])
    const email = 'new@example.com'
    const together = await given.ask('PATCH', `/members/${open.id}`, { email, roles: ['administrator'] })
    expectRefusal(together, 422, 'too_much_at_once', 'email')
    const taken = await given.ask('PATCH', `/members/${open.id}`, { email: given.account.owner.email })
    expectRefusal(taken, 409, 'already_invited', 'email')
    expectRefusal(await given.ask('PATCH', `/members/${open.id}`, { roles: ['agent', 'x'] }), 422, 'roles_too_many')
    expectRefusal(await given.ask('POST', `/members/${open.id}/erase-mfa`), 409, 'not_accepted')
    expect(await list()).toEqual([])
    // What is so already waits for nothing.
    expect(world.must(await given.ask('PATCH', `/members/${open.id}`, { roles: ['agent'] }), 200).roles).toEqual([
      'agent',
    ])
  })

  test('a member of the account waits for nothing', async () => {
    const { id } = await given.person(['agent'])
    const as = given.account.owner.email
    world.must(await world.ask('PATCH', `${given.at}/members/${id}`, { as, body: { roles: ['administrator'] } }), 200)
  })
})

describe('withdrawing', () => {
  test('is the owner’s and the asking agent’s, until the last moment and not at it', async () => {
    const { person, change } = await asked()
    world.setNow(change.dueAt)
    expectRefusal(await withdraw(change.id), 409, 'already_ended')
    world.pass(-1)
    const other = await givenAgent(world, 'implementation-partner', { id: 'talkdesk-waiting', version: 1 })
    expectRefusal(await withdraw(change.id, other.email), 404, 'account_unknown')
    expectRefusal(await withdraw(change.id, person.email), 403, 'not_permitted')
    expectRefusal(await withdraw(nobody), 404, 'change_unknown')
    world.must(await withdraw(change.id, given.agent.email), 204)
    expectRefusal(await withdraw(change.id), 409, 'already_ended')
    world.pass(1)
    expect(await fire(change.id)).toEqual({ ended: false })
    expect(await rolesOf(person.id)).toEqual(['agent'])
    expect((await list())[0]).toMatchObject({ status: 'withdrawn', endedAt: expect.any(String) })
  })

  test('against the making: whoever commits first has it, and nothing happens twice', async () => {
    const { person, change } = await asked()
    world.setNow(change.dueAt)
    world.pass(-1)
    const late = await meanwhile(
      () => withdraw(change.id),
      async () => {
        world.pass(1)
        await fire(change.id)
      },
    )
    expectRefusal(late, 409, 'already_ended')
    expect(await rolesOf(person.id)).toEqual(['administrator'])
  })

  test('another kind of partner’s agent sees nothing of it', async () => {
    await asked()
    const reseller = await givenPartnered(world, 'reseller', 'talkdesk-waiting')
    expectRefusal(
      await world.ask('GET', `${given.at}/waiting-changes`, { as: reseller.agent.email }),
      404,
      'account_unknown',
    )
  })
})

describe('when it is due everything is checked anew', () => {
  const operate = async (method: string, path: string, body?: object) =>
    world.ask(method, `${given.at}${path}`, { as: await world.service('operator'), ...(body && { body }) })
  const changes: Record<string, [code: string, change: (person: string) => Promise<unknown>]> = {
    'the agent is not active any more': ['not_permitted', () => setAgent(given.agent, { status: 'inactive' })],
    'the account is not the partner’s any more': ['account_unknown', () => disengage(given.account.id)],
    'the member has been removed': ['already_ended', (id) => remove(id)],
  }
  const remove = async (id: string) =>
    world.must(
      await world.ask('DELETE', `${given.at}/members/${id}`, {
        as: given.account.owner.email,
        headers: { 'if-match': '2' },
      }),
      204,
    )

  test.each(Object.keys(changes))('%s: it is refused, with the reason on record', async (name) => {
    const { person, change } = await asked()
    const [code, act] = changes[name] ?? []
    await act?.(person.id)
    world.setNow(change.dueAt)
    expect(await fire(change.id)).toEqual({ ended: true })
    expect((await list())[0]).toMatchObject({ status: 'refused', reason: code, endedAt: world.now() })
    if (name !== 'the member has been removed') expect(await rolesOf(person.id)).toEqual(['agent'])
    const path = `${given.at}/audit?member=${person.id}&limit=1`
    const [entry] = (await world.ask('GET', path, { as: given.account.owner.email })).body.items
    const { id, partner } = given.agent
    expect(entry).toMatchObject({
      ...{ action: 'change.refused', actor: { type: 'system', id: 'schedule' } },
      after: { change: change.id, what: 'roles', reason: code, askedBy: { type: 'agent', id, partner } },
    })
  })

  test('an invitation that was accepted meanwhile keeps its address, and the address asked for is forgotten', async () => {
    const open = await given.invited(['agent'])
    const email = 'elsewhere@example.com'
    const change = world.must(await given.ask('PATCH', `/members/${open.id}`, { email }), 202)
    expect(change.email).toBe(email)
    world.must(await world.accept(open.email), 200)
    world.setNow(change.dueAt)
    expect(await fire(change.id)).toEqual({ ended: true })
    expect((await given.read(open.id)).body).toMatchObject({ email: open.email, status: 'active' })
    const [over] = await list()
    expect([over.status, over.reason, over.email]).toEqual(['refused', 'already_accepted', undefined])
  })

  test('what the owner did meanwhile is done, and not done again', async () => {
    const { person, change } = await asked()
    world.must(await operate('PATCH', `/members/${person.id}`, { roles: ['administrator'] }), 200)
    world.setNow(change.dueAt)
    expect(await fire(change.id)).toEqual({ ended: true })
    expect((await list())[0]).toMatchObject({ status: 'done' })
    world.must(await promote(person.id), 200)
  })

  test('what passes by itself is tried again, and the change waits on', async () => {
    const { person, change } = await asked()
    world.setNow(change.dueAt)
    await expect(failing('TransactWriteCommand', () => fire(change.id))).rejects.toThrow()
    expect((await list())[0]).toMatchObject({ status: 'waiting' })
    expect(await fire(change.id)).toEqual({ ended: true })
    expect(await rolesOf(person.id)).toEqual(['administrator'])
  })

  test('an address and a second factor take effect as well', async () => {
    const open = await given.invited(['agent'])
    const email = `new-${open.id}@example.com`
    const moved = world.must(await given.ask('PATCH', `/members/${open.id}`, { email }), 202)
    const { id } = await given.person(['agent'])
    const erased = world.must(await given.ask('POST', `/members/${id}/erase-mfa`), 202)
    await world.stack.settle()
    world.pass(24 * hour)
    await world.stack.fireDue()
    await world.stack.settle()
    expect((await list()).map(({ id: change, status }) => [change, status])).toEqual([
      [erased.id, 'done'],
      [moved.id, 'done'],
    ])
    world.must(await world.accept(email), 200)
  })
})
