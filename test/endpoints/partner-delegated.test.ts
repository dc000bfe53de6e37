/** Changes by an agent who acts on behalf of a member: the agent's limits hold, and so does what the member may do. */
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Delegation } from '../../shared/delegations/model.ts'
import { newId } from '../../shared/ids.ts'
import { delegationKey } from '../../shared/keys.ts'
import { client, tableName } from '../../shared/table.ts'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal } from './helpers.ts'
import { givenPartnered, type Partnered, publishWaiting } from './partner-changes.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
  await publishWaiting(world, 'talkdesk-delegated', { roles: 24 })
})
afterAll(() => world?.stop())

/** The header under which the agent acts for this member, for an hour. */
async function onBehalfOf({ account, agent }: Partnered, member: string, access: Delegation['access'] = 'write') {
  const data: Delegation = {
    ...{ kind: 'delegation', id: newId(world.now()), account: account.id, status: 'active', subject: member, access },
    actor: { agent: agent.id, partner: agent.partner, subject: agent.subject },
    ...{ reason: 'a ticket', since: world.now(), until: world.inHours(1), version: 1 },
  }
  const Item = { ...delegationKey(account.id, data.id), data }
  await client.send(new PutCommand({ TableName: tableName(), Item }))
  return { 'gatepass-delegation': data.id }
}

const promotion = { roles: ['administrator'] }

test('nobody is promoted on behalf of a member who could not, nor by who may only look', async () => {
  const given = await givenPartnered(world, 'reseller')
  const [weak, person] = [await given.person(['agent']), await given.person(['agent'])]
  const path = `/members/${person.id}`
  expectRefusal(await given.ask('PATCH', path, promotion, await onBehalfOf(given, weak.id)), 403, 'not_permitted')
  const owner = given.account.owner.member
  const looking = await onBehalfOf(given, owner, 'read-only')
  expectRefusal(await given.ask('PATCH', path, promotion, looking), 403, 'not_permitted')
  // An owner could do more; the agent still cannot.
  const acting = await onBehalfOf(given, owner)
  expectRefusal(await given.ask('PATCH', path, { name: 'Other' }, acting), 403, 'not_permitted', 'name')
  world.must(await given.ask('PATCH', path, promotion, acting), 200)

  const { items } = (
    await world.ask('GET', `${given.at}/audit?member=${person.id}&limit=1`, { as: given.account.owner.email })
  ).body
  expect(items[0].actor).toEqual({
    ...{ type: 'agent', id: given.agent.id, partner: given.agent.partner },
    ...{ subject: owner, delegation: acting['gatepass-delegation'] },
  })
  expect((await given.told(person.email))[0]?.text).toMatch(/On behalf of: +Owner\n/)
})

test('what has to wait is asked for in the agent’s own name: no delegation lasts so long', async () => {
  const given = await givenPartnered(world, 'reseller', 'talkdesk-delegated')
  const { id } = await given.person(['agent'])
  const headers = await onBehalfOf(given, given.account.owner.member)
  expectRefusal(await given.ask('PATCH', `/members/${id}`, promotion, headers), 403, 'not_permitted', 'roles')
  const newcomers = { members: [{ name: 'Nina', email: 'nina@example.com', roles: ['administrator'] }] }
  expectRefusal(await given.ask('POST', '/members', newcomers, headers), 403, 'not_permitted')
  const open = await given.invited(['administrator'])
  const moved = { email: 'moved@example.com' }
  expectRefusal(await given.ask('PATCH', `/members/${open.id}`, moved, headers), 403, 'not_permitted', 'email')
  world.must(await given.ask('PATCH', `/members/${id}`, promotion), 202)
})
