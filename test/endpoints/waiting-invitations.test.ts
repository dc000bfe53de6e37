/** Where roles wait, an invitation by an agent of a partner cannot be accepted before its time, nor after the agent's. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { day } from '../../shared/time.ts'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal } from './helpers.ts'
import { givenPartnered, type Partnered, publishWaiting } from './partner-changes.ts'
import { disengage, setAgent } from './partners.ts'

let world: World
let given: Partnered
beforeAll(async () => {
  world = await givenWorld()
  await publishWaiting(world, 'talkdesk-invitations', { roles: 24 })
  await publishWaiting(world, 'talkdesk-late', { roles: 24 * 10 })
})
beforeEach(async () => {
  given = await givenPartnered(world, 'implementation-partner', 'talkdesk-invitations')
})
afterAll(() => world?.stop())

/** The agent invites: by default themselves. */
async function invites(email = `own-${given.agent.id}@partner.example.com`) {
  const body = { members: [{ name: 'Nina', email, roles: ['administrator'] }] }
  const { id } = world.must(await given.ask('POST', '/members', body), 201).items[0]
  await world.stack.settle()
  return { id, email }
}
const asOwner = (method: string, path: string) =>
  world.ask(method, `${given.at}/members/${path}`, { as: given.account.owner.email })
const offered = async (email: string) =>
  world.must(await world.ask('GET', `/invitations/${world.tokenMailedTo(email)}`), 200)

describe('an invitation by an agent, where roles wait', () => {
  test('is mailed at once, to the owner as well, and accepted from its time on; a new link keeps the time', async () => {
    const from = world.inHours(24)
    const { id, email } = await invites()
    const [toOwner] = await given.told(given.account.owner.email)
    expect(toOwner?.text).toMatch(/invited Nina[\s\S]*Can be accepted from: +.* UTC/)
    expect(world.mailsTo(email)[0]?.text).toMatch(/Can be accepted from: +.* UTC/)
    expectRefusal(await world.accept(email), 409, 'invitation_waits')
    world.must(await given.ask('POST', `/members/${id}/resend`), 200)
    await world.stack.settle()
    expect((await offered(email)).acceptableFrom).toBe(from)
    world.setNow(from)
    world.pass(-1)
    expectRefusal(await world.accept(email), 409, 'invitation_waits')
    world.pass(1)
    world.must(await world.accept(email), 200)
  })

  test('to another address it waits anew: an open invitation is no way round, whoever made it', async () => {
    const { id } = await given.invited(['administrator'], 'Olga')
    const email = `evil-${given.agent.id}@partner.example.com`
    world.must(await given.ask('PATCH', `/members/${id}`, { email }), 200)
    const from = world.inHours(24)
    expect((await given.told(given.account.owner.email)).at(-1)?.text).toMatch(/Can be accepted from: +.* UTC/)
    expectRefusal(await world.accept(email), 409, 'invitation_waits')
    // Once more later: the later time counts.
    world.setNow(from)
    const again = `again-${given.agent.id}@partner.example.com`
    world.must(await given.ask('PATCH', `/members/${id}`, { email: again }), 200)
    await world.stack.settle()
    expectRefusal(await world.accept(again), 409, 'invitation_waits')
    world.setNow(world.inHours(24))
    world.must(await world.accept(again), 200)
  })

  test('an owner who changes the address makes nobody wait longer', async () => {
    const { id } = await given.invited(['administrator'])
    const email = `corrected-${id}@example.com`
    const body = { email }
    world.must(await world.ask('PATCH', `${given.at}/members/${id}`, { as: given.account.owner.email, body }), 200)
    await world.stack.settle()
    world.must(await world.accept(email), 200)
  })

  test('the link works as long from then on as any other, also where the wait is longer than that', async () => {
    given = await givenPartnered(world, 'implementation-partner', 'talkdesk-late')
    const { email } = await invites()
    const from = world.inHours(24 * 10)
    world.setNow(from)
    world.pass(7 * day - 1)
    world.must(await world.accept(email), 200)
  })
})

describe('a waiting invitation does not outlive the agent who gave it', () => {
  const losses: Record<string, () => Promise<unknown>> = {
    'is not active any more': () => setAgent(given.agent, { status: 'inactive' }),
    'is gone': () => setAgent(given.agent, { status: 'revoked' }),
    'has lost the account': () => disengage(given.account.id),
  }
  const gifts: Record<string, () => Promise<string>> = {
    'by inviting': async () => (await invites()).email,
    'by another address': async () => {
      const { id } = await given.invited(['administrator'])
      const email = `moved-${id}@example.com`
      world.must(await given.ask('PATCH', `/members/${id}`, { email }), 200)
      await world.stack.settle()
      return email
    },
  }
  test.each(Object.keys(losses).flatMap((loss) => Object.keys(gifts).map((gift) => [loss, gift])))(
    'who %s gives nothing %s',
    async (loss, gift) => {
      const email = (await gifts[gift ?? '']?.()) ?? ''
      world.setNow(world.inHours(24))
      await losses[loss ?? '']?.()
      expectRefusal(await world.accept(email), 409, 'inviter_gone')
      expect(world.must(await world.ask('GET', '/me', { as: email }), 200).memberships).toEqual([])
    },
  )

  test('an owner who sends it again stands in for the agent', async () => {
    const { id, email } = await invites()
    world.must(await given.ask('POST', `/members/${id}/resend`), 200)
    await setAgent(given.agent, { status: 'inactive' })
    world.setNow(world.inHours(24))
    await world.stack.settle()
    expectRefusal(await world.accept(email), 409, 'inviter_gone')
    world.must(await asOwner('POST', `${id}/resend`), 200)
    await world.stack.settle()
    world.must(await world.accept(email), 200)
  })
})
