import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { register, setOptions, small } from './fixture.ts'
import { expectRefusal, teamMember } from './helpers.ts'

const role = (id: string, permissions: string[], more = {}) => ({ id, name: id, description: '', permissions, ...more })

/** Clerks may edit members; a manager, who is on request, gives what a clerk does not hold. */
const shop = small({
  id: 'waiting-givers',
  roles: [
    role('owner', ['record.read', 'record.write', 'record.delete']),
    role('clerk', ['record.read']),
    role('manager', ['record.read'], { onRequest: true }),
    role('spender', ['record.write'], { givenBy: ['manager'] }),
  ],
  guards: { 'member.update': 'record.read' },
})

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  expect((await register(world, shop)).status).toBe(201)
  account = await world.account({ catalog: { id: shop.id }, region: 'any' })
})
afterAll(() => world?.stop())

test('a role that waits for the platform lets nobody give what it would let them give', async () => {
  await setOptions(world, account, { manager: true })
  const manager = await teamMember(world, account, { roles: ['clerk', 'manager'] })
  const give = async () => {
    const { id } = await teamMember(world, account, { roles: ['clerk'] })
    const body = { roles: ['clerk', 'spender'] }
    return world.ask('PATCH', `/accounts/${account.id}/members/${id}`, { as: manager.email, body })
  }
  expect((await give()).status).toBe(200)
  await setOptions(world, account, { manager: false })
  expectRefusal(await give(), 403, 'not_permitted', 'roles[1]')
})
