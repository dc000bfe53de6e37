/** Where an account stands, through the API: what each move does to decisions, from its very millisecond on. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { day, plus } from '../../shared/time.ts'
import { type Answer, type Asked, type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, stored } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  account = await world.account()
})
afterAll(() => world?.stop())

const ask = async (method: string, path: string, asked: Asked = {}): Promise<Answer> =>
  world.ask(method, `/accounts/${account.id}${path}`, { as: await world.service('operator'), ...asked })
const lifecycle = (body: object, asked: Asked = {}) => ask('POST', '/lifecycle', { body, ...asked })
const make = async (...actions: string[]) => {
  for (const action of actions) world.must(await lifecycle({ action }), 200)
}
const plan = async (action: string, at: string) => world.must(await lifecycle({ action, at }), 200)
const stands = async () => world.must(await ask('GET', ''), 200).lifecycle
const decision = async (permission = 'channels.channel.view') => {
  const subject = { type: 'member', id: account.owner.member }
  const { decision, context } = world.must(await world.evaluate(account, subject, permission), 200)
  return [decision, decision ? (context.obligations ?? []) : context.reason.code]
}
const silent = [true, [{ communications: 'off' }]]
const open = [true, []]
const terminated = [false, 'terminated']
const audit = async (action?: string) => {
  const path = `/accounts/${account.id}/audit${action ? `?action=${action}` : ''}`
  return world.must(await world.ask('GET', path, { as: account.owner.email }), 200).items
}

describe('moves', () => {
  test('talkdesk.r20, talkdesk.r22: suspended, everybody gets in and reaches nobody; reactivated, all is as before', async () => {
    expect(await decision()).toEqual(open)
    const suspended = world.must(await lifecycle({ action: 'suspend' }), 200)
    expect(suspended).toMatchObject({ id: account.id, version: 2, policyVersion: 2 })
    expect(suspended.lifecycle).toEqual({ status: 'suspended', frozen: false, planned: null })
    expect(await decision()).toEqual(silent)
    expect((await world.ask('GET', `/accounts/${account.id}/members`, { as: account.owner.email })).status).toBe(200)
    await make('reactivate')
    expect(await decision()).toEqual(open)
    expect(await stands()).toEqual({ status: 'active', frozen: false, planned: null })
  })

  test('talkdesk.r20: a move that does not start where the account stands is refused, with where it stands', async () => {
    expectRefusal(await lifecycle({ action: 'reactivate' }), 409, 'move_not_possible')
    expect((await lifecycle({ action: 'cancel' })).body.detail).toBe(
      'The account is active: cancel starts from suspended',
    )
    await make('suspend')
    expectRefusal(await lifecycle({ action: 'suspend' }), 409, 'move_not_possible')
    expectRefusal(await lifecycle({ action: 'terminate' }), 409, 'move_not_possible')
  })

  test('talkdesk.r23: canceled, everybody gets in, reaches nobody, and nothing opens that again', async () => {
    await make('suspend', 'cancel')
    expect(await decision()).toEqual(silent)
    expectRefusal(await lifecycle({ action: 'reactivate' }), 409, 'move_not_possible')
    expectRefusal(await lifecycle({ action: 'reactivate', at: world.inHours(1) }), 409, 'move_not_possible')
    expect(await decision()).toEqual(silent)
  })

  test('what a member can do says where the account stands', async () => {
    await make('suspend')
    const path = `/members/${account.owner.member}/access`
    const access = async () => world.must(await ask('GET', path, { as: await world.service('decide') }), 200)
    expect(await access()).toMatchObject({ account: 'suspended', modules: expect.arrayContaining([expect.anything()]) })
    await make('cancel', 'terminate')
    expect(await access()).toMatchObject({ account: 'terminated', modules: [] })
  })

  test('each is told in the audit: who, from where, to where, since when', async () => {
    await make('suspend')
    const [entry] = await audit('account.suspended')
    expect(entry).toMatchObject({
      actor: { type: 'service' },
      target: account.id,
      before: { status: 'active' },
      after: { status: 'suspended', since: world.now() },
    })
  })

  test('the version that was read counts, so that a click twice extends once', async () => {
    await plan('suspend', world.inHours(1))
    const headers = { 'if-match': '2' }
    world.must(await lifecycle({ action: 'extend' }, { headers }), 200)
    expectRefusal(await lifecycle({ action: 'extend' }, { headers }), 409, 'version_conflict', 'If-Match')
  })

  test('talkdesk.r19: sent twice with the same key, extend puts it off by one week', async () => {
    await plan('suspend', plus(world.now(), day))
    const headers = { 'idempotency-key': 'extend-once' }
    const first = world.must(await lifecycle({ action: 'extend' }, { headers }), 200)
    expect((await lifecycle({ action: 'extend' }, { headers })).body).toEqual(first)
    expect((await stands()).planned.at).toBe(plus(world.now(), 8 * day))
    expectRefusal(await lifecycle({ action: 'freeze' }, { headers }), 422, 'idempotency_key_reused', 'Idempotency-Key')
  })

  test('of many who ask for the same move at once one makes it', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => lifecycle({ action: 'suspend' })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await audit('account.suspended')).toHaveLength(1)
  })
})

describe('what is planned', () => {
  test.each([
    ['suspend', [], open, silent],
    ['reactivate', ['suspend'], silent, open],
    ['terminate', ['suspend', 'cancel'], silent, terminated],
  ] as const)('%s: decisions turn to the millisecond, with nobody there', async (move, before, was, is) => {
    await make(...before)
    const at = world.inHours(30)
    expect((await plan(move, at)).lifecycle.planned).toEqual({ move, at })
    world.setNow(plus(at, -1))
    expect(await decision()).toEqual(was)
    world.setNow(at)
    expect(await decision()).toEqual(is)
    expect((await stands()).planned).toBeNull()
  })

  test('talkdesk.r20: what has happened by its time is where the next action starts, though nobody wrote it down', async () => {
    const at = world.inHours(1)
    await plan('suspend', at)
    world.pass(day)
    expect(await stands()).toEqual({ status: 'suspended', frozen: false, planned: null })
    const before = await stored()
    expectRefusal(await lifecycle({ action: 'suspend' }), 409, 'move_not_possible')
    expectRefusal(await lifecycle({ action: 'extend' }), 409, 'nothing_planned')
    expect(await stored()).toEqual(before)
    await make('reactivate')
    expect(await decision()).toEqual(open)
    const told = (await audit()).slice(0, 2)
    expect(told[0]).toMatchObject({ action: 'account.reactivated', actor: { type: 'service' } })
    expect(told[1]).toMatchObject({
      action: 'account.suspended',
      actor: { type: 'system', id: 'request' },
      before: { planned: { move: 'suspend', at, by: { type: 'service' } } },
      after: { since: at },
    })
  })

  test('talkdesk.r19: extend puts it off by a week; without a plan there is nothing to put off', async () => {
    expectRefusal(await lifecycle({ action: 'extend' }), 409, 'nothing_planned')
    const at = world.inHours(1)
    await plan('suspend', at)
    const extended = world.must(await lifecycle({ action: 'extend' }), 200)
    expect(extended.lifecycle.planned).toEqual({ move: 'suspend', at: plus(at, 7 * day) })
    world.setNow(plus(at, 7 * day - 1))
    expect(await decision()).toEqual(open)
    world.pass(1)
    expect(await decision()).toEqual(silent)
  })

  test('talkdesk.r21: frozen it is held back past its time; unfrozen it happens at once, and counts from then', async () => {
    const at = world.inHours(1)
    await plan('suspend', at)
    expect(world.must(await lifecycle({ action: 'freeze' }), 200).lifecycle).toMatchObject({ frozen: true })
    world.pass(3 * day)
    expect(await decision()).toEqual(open)
    expect(await stands()).toEqual({ status: 'active', frozen: true, planned: { move: 'suspend', at } })
    await make('unfreeze')
    expect(await decision()).toEqual(silent)
    expect((await audit('account.suspended'))[0]).toMatchObject({ after: { since: world.now() } })
    expectRefusal(await lifecycle({ action: 'unfreeze' }), 409, 'move_not_possible')
  })

  test('talkdesk.r21: unfrozen before its time it happens at its time; a move made by hand is not held back', async () => {
    const at = world.inHours(2)
    await plan('suspend', at)
    await make('freeze', 'unfreeze')
    world.setNow(at)
    expect(await decision()).toEqual(silent)
    await make('freeze', 'reactivate')
    expect(await decision()).toEqual(open)
    expect(await stands()).toMatchObject({ status: 'active', frozen: true })
  })

  test('a new plan takes the place of the old one, a move made takes it away, and it can be withdrawn', async () => {
    const [first, second] = [world.inHours(1), world.inHours(2)]
    await plan('suspend', first)
    await plan('suspend', second)
    const [entry] = await audit('account.move-planned')
    expect([entry.before.planned.at, entry.after.planned.at]).toEqual([first, second])
    world.setNow(first)
    expect(await decision()).toEqual(open)
    await make('suspend', 'reactivate')
    world.setNow(second)
    expect(await decision()).toEqual(open)
    await plan('suspend', world.inHours(1))
    expect(world.must(await ask('DELETE', '/lifecycle/planned'), 200).lifecycle.planned).toBeNull()
    world.pass(day)
    expect(await decision()).toEqual(open)
    expectRefusal(await ask('DELETE', '/lifecycle/planned'), 409, 'nothing_planned')
    expect(await audit('account.move-withdrawn')).toHaveLength(1)
  })

  test('it starts where the account stands, lies ahead, and only a move can be planned', async () => {
    expectRefusal(await lifecycle({ action: 'cancel', at: world.inHours(1) }), 409, 'move_not_possible')
    await plan('suspend', world.inHours(1))
    expectRefusal(await lifecycle({ action: 'cancel', at: world.inHours(2) }), 409, 'move_not_possible')
    expectRefusal(await lifecycle({ action: 'suspend', at: world.now() }), 422, 'move_in_past', 'at')
    expectRefusal(await lifecycle({ action: 'suspend', at: '9999-12-31T23:59:59Z' }), 422, 'move_too_far', 'at')
    expectRefusal(await lifecycle({ action: 'freeze', at: world.inHours(1) }), 400, 'invalid_body', 'at')
  })
})
