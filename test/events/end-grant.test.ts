import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handler as endGrant } from '../../functions/events/end-grant.ts'
import { handler as remindGrant } from '../../functions/events/remind-grant.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  account = await world.account()
})
afterAll(() => world?.stop())

const read = async (member: string) =>
  (await world.ask('GET', `/accounts/${account.id}/experts/${member}`, { as: account.owner.token })).body
const subjects = (email: string) => world.mailsTo(email).map(({ subject }) => subject)
const schedules = (member: string) => world.stack.scheduler.list().filter(({ name }) => name.includes(member))

describe('the automatic end', () => {
  test('kaleyra.r09: at the end the schedule fires, the grant becomes expired, expert and owner are told', async () => {
    const expert = await world.expert(account, { until: world.inHours(8) })
    await world.stack.settle()
    expect(
      schedules(expert.id)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([`end-${expert.id}-1`, `remind-${expert.id}-1`])

    world.setNow(expert.until ?? '')
    // Nobody has tidied up yet, and still nobody is let in.
    expect(await world.may(account, expert.id)).toBe(false)
    expect(await world.stack.fireDue()).toBeGreaterThan(0)
    await world.stack.settle()
    expect(await read(expert.id)).toEqual(
      expect.objectContaining({ status: 'expired', endedAt: expert.until, endedBy: null }),
    )
    expect(subjects(expert.email)[0]).toMatch(/^Your access to .* has expired$/)
    expect(subjects(account.owner.email)).toContainEqual(
      expect.stringMatching(/^The access of Expert to .* has expired$/),
    )
    expect(schedules(expert.id)).toEqual([])
  })

  test('an invitation that was never accepted expires too', async () => {
    const expert = await world.invited(account, { until: world.inHours(1) })
    world.setNow(expert.until ?? '')
    await world.stack.fireDue()
    await world.stack.settle()
    expect((await read(expert.id)).status).toBe('expired')
    expect((await world.accept(expert.email)).status).toBe(410)
  })

  test('a firing that is early, doubled, or for an older window does nothing', async () => {
    const expert = await world.expert(account, { until: world.inHours(1) })
    const fire = (grantVersion: number) => endGrant({ account: account.id, member: expert.id, grantVersion })
    expect(await fire(1)).toEqual({ ended: false })
    await world.ask('PATCH', `/accounts/${account.id}/experts/${expert.id}`, {
      as: account.owner.token,
      body: { until: world.inHours(2) },
    })
    world.pass(3_600_000)
    expect(await fire(1)).toEqual({ ended: false })
    expect(await world.may(account, expert.id)).toBe(true)
    world.pass(3_600_000)
    expect(await fire(1)).toEqual({ ended: false })
    const firings = await Promise.all([fire(2), fire(2), fire(2)])
    expect(firings.filter(({ ended }) => ended)).toHaveLength(1)
    await world.stack.settle()
    expect(subjects(expert.email).filter((subject) => /has expired/.test(subject))).toHaveLength(1)
  })

  test('the sweep ends what a lost schedule left', async () => {
    const expert = await world.expert(account, { until: world.inHours(1) })
    await world.stack.settle()
    world.stack.scheduler.forget(`end-${expert.id}-1`)
    world.pass(3_600_000)
    await world.stack.fireDue()
    expect(await world.stack.sweep()).toEqual(expect.objectContaining({ ended: 0 }))
    world.pass(2 * 60_000)
    await world.stack.settle()
    expect(subjects(expert.email)[0]).not.toMatch(/has expired/)
    expect(await world.stack.sweep()).toEqual(expect.objectContaining({ ended: 1 }))
    await world.stack.settle()
    expect(subjects(expert.email)[0]).toMatch(/has expired/)
    expect(await world.stack.sweep()).toEqual(expect.objectContaining({ ended: 0 }))
  })

  test('the scheduler is down during the commit: the schedule exists afterwards', async () => {
    world.stack.scheduler.refuseNext(10_000)
    const [expert] = world.must(await world.invite(account), 201).items
    const { failed } = await world.stack.settle()
    expect(failed).toBeGreaterThan(0)
    expect(schedules(expert?.id ?? '')).toEqual([])
    world.stack.scheduler.refuseNext(0)
    await world.stack.settle()
    expect(schedules(expert?.id ?? '')).toHaveLength(2)
  })
})

describe('the reminder', () => {
  test('goes to the expert and the owner an hour before the end, once', async () => {
    const expert = await world.expert(account, { until: world.inHours(10) })
    await world.stack.settle()
    const reminded = () => subjects(expert.email).filter((subject) => /ends soon/.test(subject)).length
    world.pass(9 * 3_600_000 - 1000)
    await world.stack.fireDue()
    await world.stack.settle()
    expect(reminded()).toBe(0)
    world.pass(1000)
    await world.stack.fireDue()
    expect(await remindGrant({ account: account.id, member: expert.id, grantVersion: 1 })).toEqual({ reminded: false })
    await world.stack.settle()
    expect(reminded()).toBe(1)
    expect(subjects(account.owner.email).filter((subject) => /ends soon/.test(subject))).toHaveLength(1)
    expect(world.mailsTo(expert.email)[0]?.text).toContain('UTC')
    expect(await world.may(account, expert.id)).toBe(true)
  })

  test('comes again for a window that was changed', async () => {
    const expert = await world.expert(account, { until: world.inHours(10) })
    await world.stack.settle()
    world.pass(9 * 3_600_000)
    await world.stack.fireDue()
    await world.stack.settle()
    await world.ask('PATCH', `/accounts/${account.id}/experts/${expert.id}`, {
      as: account.owner.token,
      body: { until: world.inHours(10) },
    })
    await world.stack.settle()
    world.pass(9 * 3_600_000)
    await world.stack.fireDue()
    await world.stack.settle()
    expect(subjects(expert.email).filter((subject) => /ends soon/.test(subject))).toHaveLength(2)
  })

  test('does not go to somebody who has not accepted or is out', async () => {
    const invited = await world.invited(account, { until: world.inHours(1) })
    world.pass(55 * 60_000)
    expect(await remindGrant({ account: account.id, member: invited.id, grantVersion: 1 })).toEqual({ reminded: false })
  })
})
