/** Waiting changes that are withdrawn before they are due: by whom, until when, and who hears of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handler as makeWaitingChange } from '../../functions/events/make-waiting-change.ts'
import { givenWorld, type Wire, type World } from '../given.ts'
import { expectRefusal, meanwhile, nobody } from './helpers.ts'
import { givenPartnered, type Partnered, publishWaiting } from './partner-changes.ts'
import { givenAgent } from './partners.ts'

let world: World
let given: Partnered
beforeAll(async () => {
  world = await givenWorld()
  await publishWaiting(world, 'talkdesk-withdrawn', { email: 24, roles: 24, mfa: 24 })
})
beforeEach(async () => {
  given = await givenPartnered(world, 'implementation-partner', 'talkdesk-withdrawn')
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
/** What somebody read of what was asked for and not done. */
async function ended(email: string) {
  await world.stack.settle()
  return world.mailsTo(email).flatMap(({ subject, text }) => (subject.startsWith('What ') ? [text] : []))
}

describe('withdrawing', () => {
  test('is the owner’s and the asking agent’s, until the last moment and not at it', async () => {
    const { person, change } = await asked()
    world.setNow(change.dueAt)
    expectRefusal(await withdraw(change.id), 409, 'already_ended')
    world.pass(-1)
    const other = await givenAgent(world, 'implementation-partner', {
      catalog: { id: 'talkdesk-withdrawn', version: 1 },
    })
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

  test('is the platform’s too: it lists and withdraws where no owner can', async () => {
    const { person, change } = await asked()
    const as = await world.service('operator')
    expect(await list(as)).toEqual([change])
    expectRefusal(await withdraw(change.id, await world.service('decide')), 403, 'scope_missing')
    world.must(await withdraw(change.id, as), 204)
    expect((await list())[0]).toMatchObject({ status: 'withdrawn' })
    const path = `${given.at}/audit?member=${person.id}&limit=1`
    const { items } = world.must(await world.ask('GET', path, { as: given.account.owner.email }), 200)
    expect(items[0]).toMatchObject({ action: 'change.withdrawn', actor: { type: 'service' } })
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

  test('the owners, the person and the agent who asked hear of it; whoever withdrew their own is not told', async () => {
    const { person, change } = await asked()
    world.must(await withdraw(change.id), 204)
    expect(await ended(given.account.owner.email)).toEqual([
      expect.stringMatching(/asked to change the role of Aldo[\s\S]*Withdrawn by: +Owner\n[\s\S]*Nothing was changed/),
    ])
    expect(await ended(person.email)).toEqual([expect.stringMatching(/Hello Aldo,[\s\S]*asked to change your role/)])
    expect(await ended(given.agent.email)).toEqual([
      expect.stringMatching(/Hello Agent,[\s\S]*You asked to change the role of Aldo/),
    ])
    const own = await asked()
    world.must(await withdraw(own.change.id, given.agent.email), 204)
    expect(await ended(own.person.email)).toEqual([expect.stringMatching(/Withdrawn by: +Agent\n/)])
    expect(await ended(given.agent.email)).toHaveLength(1)
  })

  test('another kind of partner’s agent sees nothing of it', async () => {
    await asked()
    const reseller = await givenPartnered(world, 'reseller', 'talkdesk-withdrawn')
    expectRefusal(
      await world.ask('GET', `${given.at}/waiting-changes`, { as: reseller.agent.email }),
      404,
      'account_unknown',
    )
  })
})
