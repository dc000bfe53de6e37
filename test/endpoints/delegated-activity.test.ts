/** What the platform tells of agents: done for themselves, or on behalf of a member. */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountItem, loadAccount } from '../../shared/accounts/store.ts'
import { client, tableName } from '../../shared/table.ts'
import { hour, minute, plus } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { path, started } from './delegations.ts'
import { expectRefusal, nobody } from './helpers.ts'
import { engage, type GivenAgent, givenAgent, partnered } from './partners.ts'

let world: World
let account: GivenAccount
let agent: GivenAgent
beforeAll(async () => {
  world = await givenWorld()
  ;({ account, agent } = await partnered(world, 'implementation-partner'))
})
afterAll(() => world?.stop())

const record = async (events: object[], { id } = account) =>
  world.ask('POST', `/accounts/${id}/activity`, { as: await world.service('record'), body: { events } })
const event = (changes: object = {}) => ({
  subject: { type: 'user', id: agent.subject },
  action: { name: 'flow.saved' },
  resource: { type: 'flow', id: 'one' },
  ...changes,
})
const listed = async (who: string) =>
  world.must(await world.ask('GET', `/accounts/${account.id}/activity?member=${who}`, { as: account.owner.email }), 200)
    .items

describe('POST /accounts/{account}/activity', () => {
  test('talkdesk.r13: under a delegation it keeps both names, and is listed with what was done under it', async () => {
    const { id } = await started(world, account, agent)
    const [first, again] = [event({ id: 'one', delegation: id }), event({ id: 'one', delegation: id })]
    expect(world.must(await record([first, again]), 201)).toEqual({ recorded: 1, known: 1 })
    expect(world.must(await record([first]), 201)).toEqual({ recorded: 0, known: 1 })
    expect(await listed(id)).toEqual([
      expect.objectContaining({
        ...{ member: agent.id, partner: agent.partner, subject: account.owner.member, delegation: id },
        ...{ kind: 'event', action: 'flow.saved', outcome: 'succeeded' },
      }),
    ])
    expect(await listed(agent.id)).not.toContainEqual(expect.objectContaining({ action: 'flow.saved' }))
  })

  test('an agent’s own doing is kept under their own id, with the partner', async () => {
    world.must(await record([event({ action: { name: 'flow.opened' } })]), 201)
    const found = (await listed(agent.id)).find(({ action }: { action: string }) => action === 'flow.opened')
    expect(found).toMatchObject({ member: agent.id, partner: agent.partner })
    expect(found).not.toHaveProperty('subject')
    expect(found).not.toHaveProperty('delegation')
    const stranger = await givenAgent(world, 'reseller')
    const unknown = event({ subject: { type: 'user', id: stranger.subject } })
    expectRefusal(await record([event(), unknown]), 422, 'subject_unknown', 'events[1].subject')
    expectRefusal(await record([event({ at: plus(world.now(), -hour) })]), 422, 'subject_unknown', 'events[0].subject')
  })

  test('it may come late, after the end and after the account has moved on, if it was done inside', async () => {
    const { account: moving, agent: leaving } = await partnered(world, 'implementation-partner')
    const subject = { type: 'user', id: leaving.subject }
    const { id } = await started(world, moving, leaving)
    world.pass(10 * minute)
    const inside = world.now()
    world.pass(10 * minute)
    world.must(await world.ask('DELETE', path(moving, id), { as: moving.owner.email }), 200)
    const { engaged: _, ...now } = await loadAccount(moving.id)
    const Item = accountItem({ ...now, version: now.version + 1 })
    await client.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: tableName(), Item } }] }))
    world.pass(10 * minute)
    const late = event({ subject, delegation: id, at: inside })
    expect(world.must(await record([late], moving), 201)).toEqual({ recorded: 1, known: 0 })
    // More than clocks differ, it was not done under it.
    for (const at of [undefined, plus(inside, -15 * minute - 1), plus(inside, 15 * minute)])
      expectRefusal(
        await record([event({ subject, delegation: id, at })], moving),
        422,
        'outside_delegation',
        'events[0].at',
      )
    const aBitLate = event({ subject, delegation: id, at: plus(inside, 15 * minute - 1) })
    expect(world.must(await record([aBitLate], moving), 201)).toEqual({ recorded: 1, known: 0 })
  })

  test('a delegation that is none, another agent’s or another account’s is refused at its field', async () => {
    const { id } = await started(world, account, agent)
    const colleague = await givenAgent(world, 'reseller')
    await engage(world, colleague, account)
    const theirs = await started(world, account, colleague)
    for (const delegation of [nobody, 'x', theirs.id])
      expectRefusal(await record([event({ delegation })]), 422, 'subject_unknown', 'events[0].delegation')
    for (const subject of [
      { type: 'member', id: account.owner.member },
      { type: 'member', id: agent.id },
      { type: 'user', id: 'x' },
    ])
      expectRefusal(await record([event({ subject, delegation: id })]), 422, 'subject_unknown', 'events[0].delegation')
    const other = await partnered(world, 'implementation-partner')
    const elsewhere = await record([event({ delegation: id })], other.account)
    expectRefusal(elsewhere, 422, 'subject_unknown', 'events[0].delegation')
  })

  test('who is a member is recorded as one, whatever else they are', async () => {
    const { email, subject } = agent
    const as = await world.service('operator')
    const { account: other } = await partnered(world, 'reseller')
    await engage(world, agent, other)
    const provision = { subject, name: 'Both', email, roles: ['agent'] }
    const made = await world.ask('POST', `/accounts/${other.id}/members`, { as, body: { provision } })
    const { id } = world.must(made, 201).items[0]
    world.must(await record([event()], other), 201)
    const list = await world.ask('GET', `/accounts/${other.id}/activity`, { as: other.owner.email })
    expect(list.body.items[0]).toMatchObject({ member: id, action: 'flow.saved' })
    expect(list.body.items[0]).not.toHaveProperty('partner')
  })
})
