import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { layers } from '../../shared/access/model.ts'
import { type GivenAccount, givenWorld, type Wire, type World } from '../given.ts'
import { certified, givenMember } from './fixture.ts'
import { expectRefusal, stored, subjectOf, teamMember } from './helpers.ts'

let world: World
let kaleyra: GivenAccount
let interakt: GivenAccount
let teammate: string
beforeAll(async () => {
  world = await givenWorld()
  kaleyra = await world.account()
  interakt = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
  teammate = (await teamMember(world, interakt, { roles: ['teammate'] })).id
})
afterAll(() => world?.stop())

const question = (subject: object, permission: string, resource: object = {}) => {
  const dot = permission.lastIndexOf('.')
  const named = { type: permission.slice(0, dot), id: 'one', ...resource }
  return { subject, action: { name: permission.slice(dot + 1) }, resource: named }
}
const byMember = (id: string) => ({ type: 'member', id })
const ask = async ({ id }: GivenAccount, body: unknown, as?: string) =>
  world.ask('POST', `/accounts/${id}/access/explain`, { as: as ?? (await world.service('decide')), body })
const explain = async (account: GivenAccount, body: unknown) => world.must(await ask(account, body), 200)
const passing = (by: Record<string, string> = {}) =>
  layers.map((layer) => ({ layer, verdict: 'passes', ...(by[layer] && { by: by[layer] }) }))
const refusing = (all: object[], refused: Record<string, object>) =>
  all.map((one) => {
    const { layer } = one as { layer: string }
    return refused[layer] ? { layer, verdict: 'refuses', ...refused[layer] } : one
  })
const set = async (path: string, body: object) =>
  world.must(await world.ask('PUT', `/accounts/${interakt.id}/roles/${path}`, { as: interakt.owner.email, body }), 200)

describe('every layer says its verdict, and who is responsible', () => {
  test('a permit names the role that gives it, and whose taking would end it', async () => {
    const { id } = await teamMember(world, kaleyra, { roles: ['support'] })
    expect(await explain(kaleyra, question(byMember(id), 'logs.log.view'))).toEqual({
      decision: true,
      layers: passing({ grant: 'support', condition: 'support' }),
      flip: [{ change: 'take-role', role: 'support' }],
    })
  })

  test('kaleyra.r14: an expert is told the excluded module, and that nothing would help', async () => {
    const { id } = await world.expert(kaleyra)
    expect(await explain(kaleyra, question(byMember(id), 'billing.billing.manage'))).toEqual({
      decision: false,
      layers: refusing(passing(), {
        grant: { reason: 'not_granted' },
        exclusion: { reason: 'excluded', by: 'billing' },
      }),
      flip: [{ change: 'none' }],
    })
  })

  test('kaleyra.r03, kaleyra.r19: over and read-only: a longer window and updating are needed, both', async () => {
    const { id, until } = await world.expert(kaleyra, { until: world.inHours(0.5) })
    world.setNow(until ?? '')
    expect(await explain(kaleyra, question(byMember(id), 'flows.flow.update'))).toEqual({
      decision: false,
      layers: refusing(passing(), { window: { reason: 'window_over' }, grant: { reason: 'not_granted' } }),
      flip: [{ change: 'extend-window' }, { change: 'allow-updating' }],
    })
  })

  test('interakt.r11: the switch and the restriction that refuse are named, with their role', async () => {
    const [cell, numbers] = ['users.user.export', 'user-details.contact-number.hide']
    await set('teammate/switches', { [cell]: false })
    await set('teammate/restrictions', { [numbers]: true })
    expect(await explain(interakt, question(byMember(teammate), cell))).toEqual({
      decision: false,
      layers: refusing(passing({ grant: 'teammate' }), {
        switch: { reason: 'switched_off', by: 'teammate' },
        restriction: { reason: 'restricted', by: numbers },
      }),
      flip: [{ change: 'give-role', to: 'owner' }],
    })
  })

  test('jaicp.r11, jaicp.r13: whoever has no login is told which role would give one', async () => {
    const account = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
    const { id } = await teamMember(world, account, { roles: ['initial', 'rawlogs-analytic'] })
    const { decision, layers: told, flip } = await explain(account, question(byMember(id), 'labels.label.view'))
    expect([decision, told[1]]).toEqual([
      false,
      { layer: 'status', verdict: 'refuses', reason: 'no_login', by: 'initial, rawlogs-analytic' },
    ])
    expect(flip).toEqual([{ change: 'give-role', to: 'operator' }])
  })

  test('kompaas.r03, kompaas.r07: the agreement that was not named, or the level that is too low', async () => {
    const account = await world.account({ catalog: { id: 'kompaas' }, region: 'any' })
    const levels = { g1: { chatbots: 'user' } }
    await givenMember(world, account, 'levelled', { roles: ['employee'], levels })
    const flip = async (permission: string, properties: object) =>
      (await explain(account, question({ type: 'user', id: 'levelled' }, permission, { properties }))).flip
    expect(await flip('chatbots.settings.view', {})).toEqual([{ change: 'name-agreement' }])
    expect(await flip('chatbots.settings.update', { agreement: 'g1' })).toEqual([
      { change: 'set-level', to: 'chatbots: administrator' },
    ])
    expect(await flip('chatbots.settings.view', { agreement: 'g1' })).toEqual([{ change: 'deactivate' }])
  })

  test('a condition that does not hold is named by its property', async () => {
    const { account } = await certified(world)
    const archived = question({ type: 'user', id: 'alice' }, 'record.write', { id: 'record-2' })
    const { layers: told, flip } = await explain(account, archived)
    expect(told.find(({ verdict }: Wire) => verdict === 'refuses')).toEqual({
      ...{ layer: 'condition', verdict: 'refuses' },
      ...{ reason: 'condition_unmet', by: 'resource.status' },
    })
    expect(flip).toEqual([{ change: 'property', of: 'resource.status' }])
  })

  test('a stranger would have to be invited', async () => {
    const {
      decision,
      layers: told,
      flip,
    } = await explain(kaleyra, question({ type: 'user', id: 'x' }, 'logs.log.view'))
    expect([decision, told[0].reason, flip]).toEqual([false, 'principal_unknown', [{ change: 'invite' }]])
  })
})

test('an explanation says what the decision says, and records nothing', async () => {
  const { id } = await world.expert(kaleyra)
  const before = await stored()
  const told: Record<string, boolean> = {}
  for (const permission of ['channels.channel.view', 'flows.flow.update', 'billing.billing.manage'])
    told[permission] = (await explain(kaleyra, question(byMember(id), permission))).decision
  expect(await stored()).toEqual(before)
  for (const [permission, decision] of Object.entries(told))
    expect(await world.may(kaleyra, id, permission)).toBe(decision)
})

test('what is missing is refused at its field, and each fault is told', async () => {
  const answer = await ask(kaleyra, {})
  expectRefusal(answer, 400, 'invalid_body', 'subject.type')
  expect(answer.body.faults.map(({ field }: Wire) => field)).toHaveLength(5)
})

describe('as of another instant', () => {
  const asOf = async (id: string, time: unknown) =>
    ask(kaleyra, { ...question(byMember(id), 'logs.log.view'), context: { time } })

  test('the clock is the only thing that differs, also within a window that has an end', async () => {
    const { id } = await world.expert(kaleyra, { until: world.inHours(5) })
    const decided = async (time: string) => world.must(await asOf(id, time), 200).decision
    expect([await decided(world.inHours(4)), await decided(world.inHours(5))]).toEqual([true, false])
    // The last year there is lies after every deadline.
    expect(await decided('9999-12-31T23:59:59Z')).toBe(false)
  })

  test.each([
    ...['', 'soon', '2026-01-31', '2026-01-31T12:00:00', '2026-02-30T12:00:00Z', '2026-13-01T12:00:00Z'],
    ...['2026-01-31T24:00:00Z', '2026-01-31T12:00:00+99:00', '9999-12-31T23:59:59-23:00', '0000-01-01T00:00:00+10:00'],
    ...[null, 0, {}, ['2026-01-31T12:00:00Z']],
  ])('%j is none, and is refused at its field', async (time) => {
    expectRefusal(await asOf('nobody', time), 400, 'invalid_body', 'context.time')
  })

  test('it is refused beside whatever else is wrong', async () => {
    const { body } = await ask(kaleyra, { context: { time: 'soon' } })
    expect(body.faults.map(({ field }: Wire) => field)).toContain('context.time')
  })
})

describe('who may ask', () => {
  test('a member with the permission that guards it', async () => {
    const subject = { type: 'user', id: await subjectOf(world, kaleyra.owner.email) }
    const answer = await ask(kaleyra, question(subject, 'logs.log.view'), kaleyra.owner.email)
    expect([answer.status, answer.body.decision]).toEqual([200, true])
  })

  test('a service needs the scope to decide', async () => {
    for (const client of ['record', 'operator'] as const)
      expectRefusal(await ask(kaleyra, {}, await world.service(client)), 403, 'scope_missing')
  })

  test('one account never sees another', async () => {
    expectRefusal(await ask(kaleyra, {}, interakt.owner.email), 404, 'account_unknown')
    const support = await teamMember(world, kaleyra, { roles: ['support'] })
    expectRefusal(await ask(kaleyra, {}, support.email), 403, 'not_permitted')
  })
})
