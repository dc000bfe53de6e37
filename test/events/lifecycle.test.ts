/** Planned moves as schedules, and what their account's owner is told. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handler as moveStanding } from '../../functions/events/move-standing.ts'
import { listAudit } from '../../shared/audit/list.ts'
import { day, minute, plus, week } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { digestsTo, toMonday } from './digests.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  world.setNow(start)
  account = await world.account({ name: 'Acme <b>Ltd</b>' })
})
afterAll(() => world?.stop())

const ask = async (method: string, path: string, body?: object) =>
  world.ask(method, `/accounts/${account.id}${path}`, { as: await world.service('operator'), body })
const act = async (...bodies: object[]) => {
  for (const body of bodies) world.must(await ask('POST', '/lifecycle', body), 200)
}
const schedules = () => world.stack.scheduler.list().filter(({ name }) => name.includes(account.id))
const name = (version: number) => `move-${account.id}-${version}`
const audit = async () => {
  // By the platform's own hand: nobody in a terminated account reads it.
  return (await listAudit(account.id, {}, { limit: 100 })).items
}
const written = async (action: string) => (await audit()).filter((entry) => entry.action === action)
const lateness = 2 * minute

describe('talkdesk.r19, talkdesk.r21: a planned move is a schedule like any other', () => {
  test('it fires, writes the move down with the time it was planned for, and is gone', async () => {
    const at = world.inHours(5)
    await act({ action: 'suspend', at })
    await world.stack.settle()
    expect(schedules()).toEqual([{ name: name(2), at }])
    world.setNow(at)
    expect(await world.stack.fireDue()).toBe(1)
    const [entry] = await written('account.suspended')
    expect(entry).toMatchObject({
      actor: { type: 'system', id: 'schedule' },
      after: { status: 'suspended', since: at },
    })
    await world.stack.settle()
    expect(schedules()).toEqual([])
  })

  test('it follows each change of the plan, and goes with it', async () => {
    const at = world.inHours(5)
    await act({ action: 'suspend', at }, { action: 'extend' })
    await world.stack.settle()
    expect(schedules()).toEqual([{ name: name(3), at: plus(at, week) }])
    await act({ action: 'freeze' })
    await world.stack.settle()
    expect(schedules()).toEqual([])
    await act({ action: 'unfreeze' })
    await world.stack.settle()
    expect(schedules()).toEqual([{ name: name(5), at: plus(at, week) }])
    world.must(await ask('DELETE', '/lifecycle/planned'), 200)
    await world.stack.settle()
    expect(schedules()).toEqual([])
    await act({ action: 'suspend', at }, { action: 'suspend' })
    await world.stack.settle()
    expect(schedules()).toEqual([])
  })

  test('a firing that is early, doubled, or for an older plan does nothing', async () => {
    const at = world.inHours(1)
    await act({ action: 'suspend', at })
    const fire = (planVersion: number) => moveStanding({ account: account.id, planVersion })
    expect(await fire(2)).toEqual({ moved: false })
    await act({ action: 'suspend', at: world.inHours(2) })
    world.setNow(at)
    expect(await fire(2)).toEqual({ moved: false })
    world.setNow(plus(at, day))
    expect(await fire(2)).toEqual({ moved: false })
    const firings = await Promise.all([fire(3), fire(3), fire(3)])
    expect(firings.filter(({ moved }) => moved)).toHaveLength(1)
    expect(await written('account.suspended')).toHaveLength(1)
  })

  test('talkdesk.r21: a firing while it is frozen does nothing, nor does the sweep', async () => {
    const at = world.inHours(1)
    await act({ action: 'suspend', at }, { action: 'freeze' })
    world.setNow(plus(at, day))
    expect(await moveStanding({ account: account.id, planVersion: 2 })).toEqual({ moved: false })
    await world.stack.sweep()
    expect(await written('account.suspended')).toEqual([])
  })

  test('late, it is written with the time it was planned for; lost, the sweep writes it', async () => {
    const at = world.inHours(1)
    await act({ action: 'suspend', at })
    await world.stack.settle()
    world.stack.scheduler.forget(name(2))
    world.setNow(plus(at, minute))
    expect(await world.stack.sweep()).toMatchObject({ ended: 0 })
    world.setNow(plus(at, lateness))
    expect(await world.stack.sweep()).toMatchObject({ ended: 1 })
    expect(await world.stack.sweep()).toMatchObject({ ended: 0 })
    const [entry, ...more] = await written('account.suspended')
    expect(more).toEqual([])
    expect(entry).toMatchObject({ actor: { type: 'system', id: 'sweep' }, after: { since: at } })
  })

  test('the scheduler is down during the commit: the schedule exists afterwards', async () => {
    world.stack.scheduler.refuseNext(10_000)
    await act({ action: 'suspend', at: world.inHours(5) })
    expect((await world.stack.settle()).failed).toBeGreaterThan(0)
    world.stack.scheduler.refuseNext(0)
    await world.stack.settle()
    expect(schedules()).toHaveLength(1)
  })
})

describe('what the owner is told', () => {
  /** Newest first, without the invitation. */
  const told = async () => {
    await world.stack.settle()
    return world.mailsTo(account.owner.email).filter(({ subject }) => !subject.startsWith('You are invited'))
  }
  const zones = (day: string) => new RegExp(`${day}, \\d\\d:00 \\(Europe/Rome\\), which is ${day}, \\d\\d:00 UTC`)

  test('each move made: what the account is now, since when, by whom, and what that means', async () => {
    await act({ action: 'suspend' }, { action: 'reactivate' }, { action: 'suspend' })
    await act({ action: 'cancel' }, { action: 'terminate' })
    const mails = (await told()).reverse()
    expect(mails.map(({ subject }) => subject)).toEqual(
      ['suspended', 'active again', 'suspended', 'canceled', 'terminated'].map((is) => `Acme <b>Ltd</b> is ${is}`),
    )
    const means = [
      'Communications are off',
      'Communications are on',
      'are off',
      'off for good',
      'Nobody may do anything',
    ]
    for (const [at, words] of means.entries()) {
      expect(mails[at]?.text).toContain(words)
      expect(mails[at]?.text).toMatch(zones('Sat, 21 Nov 2026'))
      expect(mails[at]?.text).toMatch(/By: +the platform\n/)
      expect(mails[at]?.html).toContain('Acme &lt;b&gt;Ltd&lt;/b&gt;')
      expect(mails[at]?.html).not.toContain('<b>Ltd')
    }
  })

  test('what is planned and when; that it was put off; that it was withdrawn', async () => {
    await act({ action: 'suspend', at: '2026-12-01T09:00:00Z' })
    const [planned] = await told()
    expect(planned?.subject).toBe('Acme <b>Ltd</b> will be suspended')
    expect(planned?.text).toMatch(zones('Tue, 1 Dec 2026'))
    expect(planned?.text).toMatch(/By: +the platform\n/)

    await act({ action: 'extend' })
    const [extended] = await told()
    expect(extended?.subject).toBe('Acme <b>Ltd</b> will be suspended a week later')
    expect(extended?.text).toMatch(/When: +Tue, 8 Dec 2026, 10:00 \(Europe\/Rome\)/)
    expect(extended?.text).toMatch(/Before: +suspended: Tue, 1 Dec 2026, 10:00 \(Europe\/Rome\)/)

    world.must(await ask('DELETE', '/lifecycle/planned'), 200)
    const [withdrawn, ...rest] = await told()
    expect(withdrawn?.subject).toBe('Acme <b>Ltd</b> will not be suspended')
    expect(withdrawn?.text).toMatch(zones('Tue, 8 Dec 2026'))
    expect(rest).toHaveLength(2)
  })

  test('what happened as planned: when it was planned for, and who had planned it', async () => {
    await act({ action: 'suspend', at: '2026-12-01T09:00:00Z' })
    await world.stack.settle()
    world.setNow('2026-12-01T09:07:30Z')
    await world.stack.fireDue()
    const [mail] = await told()
    expect(mail?.subject).toBe('Acme <b>Ltd</b> is suspended')
    expect(mail?.text).toMatch(/Since: +Tue, 1 Dec 2026, 10:00 \(Europe\/Rome\)/)
    expect(mail?.text).toMatch(/Planned by: +the platform\n/)
  })

  test('a plan made while the account is frozen is told to be held back; freezing by itself is nothing to write about', async () => {
    await act({ action: 'freeze' })
    expect(await told()).toEqual([])
    await act({ action: 'suspend', at: world.inHours(5) })
    expect((await told())[0]?.text).toContain('It is held back')
  })

  test('a mail that comes late announces nothing that will not happen', async () => {
    await act({ action: 'suspend', at: world.inHours(5) }, { action: 'suspend', at: world.inHours(6) })
    expect((await told()).map(({ subject }) => subject)).toEqual(['Acme <b>Ltd</b> will be suspended'])
    await act({ action: 'extend' }, { action: 'suspend' })
    expect((await told()).slice(0, -1).map(({ subject }) => subject)).toEqual(['Acme <b>Ltd</b> is suspended'])
  })

  test('what another delivery sent already is not sent again', async () => {
    await act({ action: 'suspend' })
    await told()
    world.pass(10 * minute)
    await world.stack.sweep()
    expect(await told()).toHaveLength(1)
  })

  test('the week’s digest has it too', async () => {
    await act({ action: 'suspend', at: '2026-11-22T09:00:00Z' }, { action: 'freeze' }, { action: 'unfreeze' })
    await act({ action: 'extend' })
    world.must(await ask('DELETE', '/lifecycle/planned'), 200)
    await act({ action: 'suspend' })
    await toMonday(world)
    const [digest] = digestsTo(world, account.owner.email)
    const when = 'Sun 22 Nov, 10:00 (09:00 UTC)'
    for (const line of [
      `will be suspended on ${when}`,
      'frozen: nothing that is planned happens',
      'no longer frozen',
      'will be suspended on Sun 29 Nov, 10:00 (09:00 UTC)',
      'will not be suspended',
      'is suspended',
    ])
      expect(digest?.text).toContain(`| Acme <b>Ltd</b> | ${line} | the platform\n`)
    expect(digest?.text).toContain('\nWhere the account stands (6)\n')
  })
})
