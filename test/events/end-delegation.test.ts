import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handler as endDelegation } from '../../functions/events/end-delegation.ts'
import { handler as sweep } from '../../functions/events/sweep.ts'
import { hour, minute } from '../../shared/time.ts'
import { acting, askToStart, decisionOn, path, started } from '../endpoints/delegations.ts'
import { type GivenAgent, partnered } from '../endpoints/partners.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
let agent: GivenAgent
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  ;({ account, agent } = await partnered(world, 'reseller'))
})
afterAll(() => world?.stop())

const start = () => started(world, account, agent)
const read = async (id: string) =>
  world.must(await world.ask('GET', path(account, id), { as: account.owner.email }), 200)
const scheduled = (id: string) => world.stack.scheduler.list().filter(({ name }) => name.includes(id))
const ends = async (id: string) => {
  const audit = await world.ask('GET', `/accounts/${account.id}/audit`, { as: account.owner.email })
  const about = audit.body.items.filter(({ after }: { after?: { delegation?: string } }) => after?.delegation === id)
  return about.flatMap(({ action }: { action: string }) => (action === 'delegation.started' ? [] : [action]))
}

describe('the end of a delegation', () => {
  test('comes by itself: the schedule fires, and it has expired at its deadline', async () => {
    const { id, until } = await start()
    await world.stack.settle()
    expect(scheduled(id).map(({ name }) => name)).toEqual([`end-delegation-${id}`])
    world.setNow(until)
    world.pass(1234)
    await world.stack.fireDue()
    await world.stack.settle()
    expect(await read(id)).toMatchObject({ status: 'expired', endedAt: until, endedBy: null, version: 2 })
    expect(await ends(id)).toEqual(['delegation.expired'])
    expect(scheduled(id)).toEqual([])
  })

  test('ended before its time, it has no schedule left, and one that fires all the same does nothing', async () => {
    const { id, until } = await start()
    await world.stack.settle()
    world.must(await world.ask('DELETE', path(account, id), { as: agent.email }), 200)
    await world.stack.settle()
    expect(scheduled(id)).toEqual([])
    const ended = await read(id)
    world.setNow(until)
    expect(await endDelegation({ account: account.id, delegation: id })).toEqual({ ended: false })
    expect(await read(id)).toEqual(ended)
    expect(await ends(id)).toEqual(['delegation.ended'])
  })

  test('a firing that is early, doubled, or for nothing does nothing', async () => {
    const { id, until } = await start()
    const fire = (delegation = id) => endDelegation({ account: account.id, delegation })
    expect(await fire()).toEqual({ ended: false })
    for (const other of [account.id, 'x']) expect(await fire(other)).toEqual({ ended: false })
    world.setNow(until)
    const firings = await Promise.all([fire(), fire(), fire()])
    expect(firings.filter(({ ended }) => ended)).toHaveLength(1)
    expect(await ends(id)).toEqual(['delegation.expired'])
  })

  test('the sweep ends what a lost schedule left, beside grants', async () => {
    const { id, until } = await start()
    const kaleyra = await world.account()
    const expert = await world.expert(kaleyra, { until })
    await world.stack.settle()
    world.stack.scheduler.forget(`end-delegation-${id}`)
    world.stack.scheduler.forget(`end-${expert.id}-1`)
    world.setNow(until)
    expect(await sweep()).toMatchObject({ ended: 0 })
    world.pass(2 * minute)
    expect(await decisionOn(world, account, acting(agent.subject, id), 'accounts.account.view')).toBe(
      'window window_over',
    )
    expect(await sweep()).toMatchObject({ ended: 2 })
    expect(await read(id)).toMatchObject({ status: 'expired', endedAt: until })
    expect(await sweep()).toMatchObject({ ended: 0 })
  })

  test('the scheduler is down when it starts: the schedule is there afterwards', async () => {
    world.stack.scheduler.refuseNext(10_000)
    const { id } = world.must(await askToStart(world, account, agent), 201)
    expect((await world.stack.settle()).failed).toBeGreaterThan(0)
    expect(scheduled(id)).toEqual([])
    world.stack.scheduler.refuseNext(0)
    await world.stack.settle()
    expect(scheduled(id)).toHaveLength(1)
  })

  test('a start that is settled after its end makes no schedule', async () => {
    const { id } = await start()
    world.must(await world.ask('DELETE', path(account, id), { as: account.owner.email }), 200)
    world.pass(hour)
    await world.stack.settle()
    expect(scheduled(id)).toEqual([])
  })
})
