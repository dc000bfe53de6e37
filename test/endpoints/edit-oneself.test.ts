import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { register, small } from './fixture.ts'
import { expectRefusal, meanwhile, stored, teamMember } from './helpers.ts'

/** Agents may edit members; what agents and guests see of records can be masked, or hidden. */
const desk = small({
  id: 'desk',
  permissions: [
    { id: 'record.read', name: 'Read', module: 'records', changes: false },
    { id: 'team.edit', name: 'Edit members', module: 'team', changes: true },
  ],
  roles: ['owner', 'agent', 'guest', 'lead'].map((id) => ({
    ...{ id, name: id, description: '', permissions: ['record.read', 'team.edit'] },
  })),
  restrictions: [
    {
      ...{ id: 'phone.mask', name: 'Mask', roles: ['agent', 'guest'], hidesModules: [], keeps: [] },
      masks: [{ permissions: ['record.read'], fields: ['phone'], as: 'hidden' }],
    },
    { id: 'record.hide', name: 'Hide', roles: ['agent'], hidesModules: ['records'], keeps: [], masks: [] },
  ],
  guards: {
    'member.update': 'team.edit',
    'member.activate': 'team.edit',
    'member.deactivate': 'team.edit',
    'restriction.update': 'team.edit',
  },
})

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  expect((await register(world, desk)).status).toBe(201)
})
afterAll(() => world?.stop())

const at = (member: string) => `/accounts/${account.id}/members/${member}`
const patch = (member: string, roles: string[], as: string) => world.ask('PATCH', at(member), { as, body: { roles } })

describe('nobody edits themselves out of a restriction', () => {
  const restrict = async (role: string, restrictions: object) =>
    world.must(
      await world.ask('PUT', `/accounts/${account.id}/roles/${role}/restrictions`, {
        as: account.owner.email,
        body: restrictions,
      }),
      200,
    )
  beforeAll(async () => {
    account = await world.account({ catalog: { id: 'desk' }, region: 'any' })
  })

  test.each(['phone.mask', 'record.hide'])('by giving back the role that %s is on for', async (restriction) => {
    await restrict('agent', { 'phone.mask': false, 'record.hide': false, [restriction]: true })
    const { id, email } = await teamMember(world, account, { roles: ['agent', 'lead'] })
    const before = await stored()
    expectRefusal(await patch(id, ['lead'], email), 403, 'not_permitted', 'roles')
    expect(await stored()).toEqual(before)
    expect((await patch(id, ['lead'], account.owner.email)).status).toBe(200)
  })

  test('nor lets somebody else see what is masked for them', async () => {
    await restrict('agent', { 'phone.mask': true, 'record.hide': false })
    await restrict('guest', { 'phone.mask': false })
    const agent = await teamMember(world, account, { roles: ['agent'] })
    const other = await teamMember(world, account, { roles: ['agent'] })
    expectRefusal(await patch(other.id, ['guest'], agent.email), 403, 'not_permitted', 'roles[0]')
    await restrict('guest', { 'phone.mask': true })
    expect((await patch(other.id, ['guest'], agent.email)).status).toBe(200)
  })

  test('but out of one role into another under the same they may', async () => {
    await restrict('agent', { 'phone.mask': true, 'record.hide': false })
    await restrict('guest', { 'phone.mask': true })
    const { id, email } = await teamMember(world, account, { roles: ['agent'] })
    expect((await patch(id, ['guest'], email)).status).toBe(200)
  })
})

describe('whoever is changed while they change themselves', () => {
  beforeAll(async () => {
    account = await world.account({ catalog: { id: 'desk' }, region: 'any' })
  })
  const operator = async (method: string, path: string, body?: object) =>
    world.must(await world.ask(method, path, { as: await world.service('operator'), ...(body && { body }) }), 200)

  test('does not take back a role that was just taken from them', async () => {
    const { id, email } = await teamMember(world, account, { roles: ['lead'] })
    const answer = await meanwhile(
      () => patch(id, ['lead', 'agent'], email),
      () => operator('PATCH', at(id), { roles: ['agent'] }),
    )
    expectRefusal(answer, 403, 'not_permitted')
    expect((await operator('PATCH', at(id), { name: 'Agent' })).roles).toEqual(['agent'])
  })

  test('changes nothing of themselves once they are switched off', async () => {
    const { id, email } = await teamMember(world, account, { roles: ['lead'] })
    const answer = await meanwhile(
      () => patch(id, ['lead', 'agent'], email),
      () => operator('POST', `${at(id)}/deactivate`),
    )
    expectRefusal(answer, 403, 'not_permitted')
    expect(await world.may(account, id, 'record.read')).toBe(false)
  })
})
