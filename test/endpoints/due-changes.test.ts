/** Changes that have waited: everything is checked anew when they are due. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handler as makeWaitingChange } from '../../functions/events/make-waiting-change.ts'
import { hour } from '../../shared/time.ts'
import { givenWorld, type Wire, type World } from '../given.ts'
import { failing, stored } from './helpers.ts'
import { documented, givenPartnered, type Partnered, publish } from './partner-changes.ts'
import { disengage, setAgent } from './partners.ts'

let world: World
let given: Partnered
beforeAll(async () => {
  world = await givenWorld()
  const supervisor = { id: 'supervisor', name: 'Supervisor', description: '', permissions: [] }
  const roles = [...documented().roles, supervisor]
  await publish(world, 'talkdesk-due', { waitHours: { email: 24, roles: 24, mfa: 24 } }, { roles })
})
beforeEach(async () => {
  given = await givenPartnered(world, 'implementation-partner', 'talkdesk-due')
})
afterAll(() => world?.stop())

const promote = (id: string) => given.ask('PATCH', `/members/${id}`, { roles: ['administrator'] })
const rolesOf = async (id: string) => (await given.read(id)).body.roles
const list = async (as = given.account.owner.email): Promise<Wire[]> =>
  world.must(await world.ask('GET', `${given.at}/waiting-changes`, { as }), 200).items
const fire = (change: string) => makeWaitingChange({ account: given.account.id, change })
/** A promotion that waits. */
async function asked() {
  const person = await given.person(['agent'], 'Aldo')
  const change = world.must(await promote(person.id), 202)
  return { person, change }
}

describe('when it is due everything is checked anew', () => {
  const operate = async (method: string, path: string, body?: object) =>
    world.ask(method, `${given.at}${path}`, { as: await world.service('operator'), ...(body && { body }) })
  const changes: Record<string, [code: string, change: (person: string) => Promise<unknown>]> = {
    'the agent is not active any more': ['not_permitted', () => setAgent(given.agent, { status: 'inactive' })],
    'the account is not the partner’s any more': ['account_unknown', () => disengage(given.account.id)],
    'the owner has given another role since': ['changed_meanwhile', (id) => give(id, 'supervisor')],
    'the member has been removed': ['already_ended', (id) => remove(id)],
  }
  const give = async (id: string, role: string) =>
    world.must(await operate('PATCH', `/members/${id}`, { roles: [role] }), 200)
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
    const before = await rolesOf(person.id)
    world.setNow(change.dueAt)
    expect(await fire(change.id)).toEqual({ ended: true })
    expect((await list())[0]).toMatchObject({ status: 'refused', reason: code, endedAt: world.now() })
    expect(await rolesOf(person.id)).toEqual(before)
    const path = `${given.at}/audit?member=${person.id}&limit=1`
    const [entry] = (await world.ask('GET', path, { as: given.account.owner.email })).body.items
    const { id, partner } = given.agent
    expect(entry).toMatchObject({
      ...{ action: 'change.refused', actor: { type: 'system', id: 'schedule' } },
      after: { change: change.id, what: 'roles', reason: code, askedBy: { type: 'agent', id, partner } },
    })
    await world.stack.settle()
    const [toOwner] = world.mailsTo(given.account.owner.email)
    expect(toOwner?.subject).toMatch(/^What Partner asked for in .* was refused$/)
    expect(toOwner?.text).toMatch(new RegExp(`Why: +${code?.replaceAll('_', ' ')}\n`))
  })

  test('an invitation that was accepted meanwhile keeps its address, and the address asked for is forgotten', async () => {
    const open = await given.invited(['administrator'])
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

  test('an address that the owner corrected meanwhile stays, and what was seen of the old one is forgotten', async () => {
    const open = await given.invited(['administrator'])
    const change = world.must(await given.ask('PATCH', `/members/${open.id}`, { email: 'elsewhere@example.com' }), 202)
    const email = `right-${open.id}@example.com`
    world.must(await operate('PATCH', `/members/${open.id}`, { email }), 200)
    world.setNow(change.dueAt)
    expect(await fire(change.id)).toEqual({ ended: true })
    expect((await list())[0]).toMatchObject({ status: 'refused', reason: 'changed_meanwhile' })
    expect((await given.read(open.id)).body).toMatchObject({ email, status: 'invited' })
    expect((await stored()).filter((line) => line.includes(change.id)).join()).not.toContain(open.email)
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
    const open = await given.invited(['administrator'])
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
