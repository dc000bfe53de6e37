import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { memberKey } from '../../shared/keys.ts'
import { client, tableName } from '../../shared/table.ts'
import { hour } from '../../shared/time.ts'
import { register, small } from '../endpoints/fixture.ts'
import { joined, teamMember } from '../endpoints/helpers.ts'
import { type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { digestsTo, monday, toMonday } from './digests.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(() => world.setNow(start))
afterAll(() => world?.stop())

const members = ({ id }: GivenAccount, member: string) => `/accounts/${id}/members/${member}`

describe('who gets the weekly digest', () => {
  test('jaicp.r21: ADMIN, ANALYST, CONTENT_MANAGER and USER, and no other role', async () => {
    const catalog = presets.find(({ id }) => id === 'jaicp')
    const account = await world.account({ catalog: { id: 'jaicp' }, region: catalog?.regions[0]?.id })
    const held = new Map<string, string>()
    for (const { id } of catalog?.roles ?? []) held.set((await teamMember(world, account, { roles: [id] })).email, id)
    expect(held.size).toBe(11)
    const two = await teamMember(world, account, { roles: ['operator', 'analyst', 'user'] })
    const off = await teamMember(world, account, { roles: ['admin'], status: 'inactive' })
    await toMonday(world)
    const told = [...held].filter(([email]) => digestsTo(world, email).length > 0).map(([, role]) => role)
    expect(told.sort()).toEqual(['admin', 'analyst', 'content-manager', 'user'])
    for (const email of [account.owner.email, two.email]) expect(digestsTo(world, email)).toHaveLength(1)
    expect(digestsTo(world, off.email)).toEqual([])
    expect(digestsTo(world, two.email)[0]?.text).toContain('Get the weekly bot statistics by email')
  })

  test('who lost the permission, or was switched off, before the mail went out gets none', async () => {
    const account = await world.account()
    const [stays, demoted, off] = [
      await joined(world, account, { roles: ['admin'] }),
      await joined(world, account, { roles: ['admin'] }),
      await joined(world, account, { roles: ['admin'] }),
    ]
    world.setNow(monday)
    world.pass(hour)
    await world.stack.makeDigests()
    const as = account.owner.email
    world.must(await world.ask('PATCH', members(account, demoted.id), { as, body: { roles: ['support'] } }), 200)
    world.must(await world.ask('POST', `${members(account, off.id)}/deactivate`, { as }), 200)
    await world.stack.settle()
    expect([stays, demoted, off].map(({ email }) => digestsTo(world, email).length)).toEqual([1, 0, 0])
  })

  test('the account’s own switches count', async () => {
    const role = (id: string, permissions: string[]) => ({ id, name: id, description: '', permissions })
    const catalog = small({
      id: 'switched',
      roles: [role('owner', ['record.read', 'record.write']), role('on', []), role('off', ['record.read'])],
      switches: { on: ['record.read'], off: ['record.read'] },
      guards: { 'digest.receive': 'record.read', 'switch.update': 'record.write' },
    })
    world.must(await register(world, catalog), 201)
    const account = await world.account({ catalog: { id: 'switched' }, region: 'any' })
    const people = [
      await teamMember(world, account, { roles: ['on'] }),
      await teamMember(world, account, { roles: ['off'] }),
    ]
    for (const [id, on] of Object.entries({ on: true, off: false })) {
      const path = `/accounts/${account.id}/roles/${id}/switches`
      world.must(await world.ask('PUT', path, { as: account.owner.email, body: { 'record.read': on } }), 200)
    }
    await toMonday(world)
    expect(people.map(({ email }) => digestsTo(world, email).length)).toEqual([1, 0])
  })

  test('an owner gets it by a level as well', async () => {
    const levels = {
      core: 'records',
      products: [{ id: 'records', name: 'Records' }],
      order: [{ id: 'high', name: 'High', permissions: ['record.read'], mayGive: [] }],
    }
    world.must(
      await register(world, small({ id: 'levelled', levels, guards: { 'digest.receive': 'record.read' } })),
      201,
    )
    const [low, high] = [
      await world.account({ catalog: { id: 'levelled' }, region: 'any' }),
      await world.account({ catalog: { id: 'levelled' }, region: 'any' }),
    ]
    await client.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: memberKey(high.id, high.owner.member),
        UpdateExpression: 'SET #data.#levels = :levels',
        ExpressionAttributeNames: { '#data': 'data', '#levels': 'levels' },
        ExpressionAttributeValues: { ':levels': { agreement: { records: 'high' } } },
      }),
    )
    await toMonday(world)
    expect([low, high].map(({ owner }) => digestsTo(world, owner.email).length)).toEqual([0, 1])
  })

  test('a catalog that names no permission for it closes it', async () => {
    world.must(await register(world, small({ id: 'closed' })), 201)
    const account = await world.account({ catalog: { id: 'closed' }, region: 'any' })
    await toMonday(world)
    expect(digestsTo(world, account.owner.email)).toEqual([])
  })
})
