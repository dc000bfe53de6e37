/** An account that is terminated: nobody does anything in it any more, and nothing opens it again. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lifecycleActions } from '../../shared/catalogs/schema.ts'
import { hour } from '../../shared/time.ts'
import { type Asked, type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, inviteMember, joined, stored } from './helpers.ts'
import { engage, givenAgent, partnered } from './partners.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  account = await world.account()
})
afterAll(() => world?.stop())

const ask = async (method: string, path: string, asked: Asked = {}) =>
  world.ask(method, `/accounts/${account.id}${path}`, { as: await world.service('operator'), ...asked })

async function move({ id }: { id: string }, ...bodies: object[]) {
  const as = await world.service('operator')
  for (const body of bodies) world.must(await world.ask('POST', `/accounts/${id}/lifecycle`, { as, body }), 200)
}
const terminate = (one: { id: string }) =>
  move(one, { action: 'suspend' }, { action: 'cancel' }, { action: 'terminate' })
/** It happens at its time, and nobody writes it down. */
async function terminateByTime(one: { id: string }) {
  await move(one, { action: 'suspend' }, { action: 'cancel' }, { action: 'terminate', at: world.inHours(1) })
  world.pass(hour)
}

describe.each([
  ['by hand', terminate],
  ['by time, written down by nobody', terminateByTime],
])('talkdesk.r24: terminated %s', (_, end) => {
  test('every action on it is refused, whatever it is, and nothing changes', async () => {
    await end(account)
    const before = await stored()
    for (const action of lifecycleActions)
      expectRefusal(await ask('POST', '/lifecycle', { body: { action } }), 409, 'account_terminated')
    const at = world.inHours(1)
    expectRefusal(await ask('POST', '/lifecycle', { body: { action: 'reactivate', at } }), 409, 'account_terminated')
    expectRefusal(await ask('DELETE', '/lifecycle/planned'), 409, 'account_terminated')
    expect(await stored()).toEqual(before)
  })

  test('owner, expert and agent are denied, on Gatepass’s own rows too; the platform still reads', async () => {
    const expert = await world.expert(account, { until: world.inHours(48) })
    const agent = await givenAgent(world, 'implementation-partner')
    await engage(world, agent, account)
    await end(account)
    for (const subject of [account.owner.member, expert.id]) {
      const answer = await world.evaluate(account, { type: 'member', id: subject }, 'channels.channel.view')
      expect(answer.body).toMatchObject({
        decision: false,
        context: { reason: { code: 'terminated', layer: 'status' } },
      })
    }
    for (const path of ['/members', '', '/audit'])
      expectRefusal(await ask('GET', path, { as: account.owner.email }), 403, 'not_permitted')
    expectRefusal(await world.invite(account), 403, 'not_permitted')
    expectRefusal((await inviteMember(world, account)).answer, 403, 'not_permitted')
    expectRefusal(await ask('GET', '/experts', { as: expert.email }), 403, 'not_permitted')
    expectRefusal(await ask('GET', '', { as: agent.email }), 403, 'not_permitted')
    expect(world.must(await ask('GET', ''), 200).lifecycle).toEqual({
      ...{ status: 'terminated', frozen: false, planned: null },
    })
  })

  test('an invitation to it is not accepted, not offered, and can still be declined', async () => {
    const [one, other] = [await inviteMember(world, account), await world.invited(account)]
    await world.stack.settle()
    await end(account)
    for (const email of [one.email, other.email]) {
      expectRefusal(await world.accept(email), 409, 'account_terminated')
      const path = `/invitations/${world.tokenMailedTo(email)}`
      expectRefusal(await world.ask('GET', path), 409, 'account_terminated')
      expect(world.must(await world.ask('GET', '/me', { as: email }), 200).invitations).toEqual([])
    }
    const path = `/invitations/${world.tokenMailedTo(one.email)}/decline`
    world.must(await world.ask('POST', path, { as: one.email }), 200)
  })

  test('the platform changes nothing of it, adds nobody, and can still erase people', async () => {
    const { id } = await joined(world, account)
    await end(account)
    const options = { 'whatsapp-only': true }
    expectRefusal(await ask('PATCH', '', { body: { name: 'Other' } }), 409, 'account_terminated')
    expectRefusal(await ask('PUT', '/options', { body: options }), 409, 'account_terminated')
    expectRefusal(await ask('PUT', '/catalog', { body: { id: 'kaleyra', version: 1 } }), 409, 'account_terminated')
    const members = [{ name: 'Late', email: 'late@example.com', roles: ['support'] }]
    expectRefusal(await ask('POST', '/members', { body: { members } }), 409, 'account_terminated')
    const provision = { subject: 'late', name: 'Late', email: 'late@example.com', roles: ['support'] }
    expectRefusal(await ask('POST', '/members', { body: { provision } }), 409, 'account_terminated')
    expect((await ask('DELETE', `/members/${id}`, { headers: { 'if-match': '2' } })).status).toBe(204)
  })
})

test('talkdesk.r24: an agent whose account is terminated is denied everything on it', async () => {
  const { account: theirs, agent } = await partnered(world, 'reseller')
  await terminate(theirs)
  const answer = await world.evaluate(theirs, { type: 'user', id: agent.subject }, 'accounts.account.view')
  expect(answer.body).toMatchObject({ decision: false, context: { reason: { code: 'terminated', layer: 'status' } } })
  const body = { action: 'extend' }
  expectRefusal(
    await world.ask('POST', `/accounts/${theirs.id}/lifecycle`, { as: agent.email, body }),
    403,
    'not_permitted',
  )
})
