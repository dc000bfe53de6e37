import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hour, plus, second } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { colliding, expectGatewayAnswer, expectRefusal, nobody, stored, subjectOf } from './helpers.ts'

let world: World
let account: GivenAccount
let expert: Awaited<ReturnType<World['expert']>>
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
  expert = await world.expert(account)
})
afterAll(() => world?.stop())

const event = (changes: Record<string, unknown> = {}) => ({
  subject: { type: 'member', id: expert.id },
  action: { name: 'flow.opened' },
  resource: { type: 'flows.flow', id: 'flow-1' },
  ...changes,
})
const record = async (events: unknown, body: object = {}) =>
  world.ask('POST', `/accounts/${account.id}/activity`, {
    as: await world.service('record'),
    body: { events, ...body },
  })
const listed = async (query = '') =>
  world.must(await world.ask('GET', `/accounts/${account.id}/activity${query}`, { as: account.owner.email }), 200).items
const ids = async () => (await listed(`?member=${expert.id}&limit=100`)).map(({ id }: { id: string }) => id)

describe('POST /accounts/{account}/activity', () => {
  test('kaleyra.r20: what an expert did is on record, as the platform tells it', async () => {
    const at = '2026-11-21T10:58:00.500+01:00'
    const personalData = { outcome: 'failed', personalData: true, detail: 'Report 7, 20 rows' }
    const answer = await record([
      event({ id: 'full-1', at, ...personalData }),
      event({ id: 'short-1', resource: { type: 'flows.flow' } }),
    ])
    expect([answer.status, answer.body]).toEqual([201, { recorded: 2, known: 0 }])
    const common = { member: expert.id, kind: 'event', action: 'flow.opened', recordedAt: world.now() }
    expect(await listed()).toEqual([
      { ...common, id: 'short-1', at: world.now(), resource: { type: 'flows.flow' }, outcome: 'succeeded' },
      {
        ...{ ...common, id: 'full-1', at: '2026-11-21T09:58:00.500Z' },
        ...{ ...personalData, resource: { type: 'flows.flow', id: 'flow-1' } },
      },
    ])
  })

  test('a person may be named as the issuer knows them; team members have activity as well', async () => {
    const person = async (email: string) => ({ type: 'user', id: await subjectOf(world, email) })
    const events = [
      event({ id: 'by-sub', subject: await person(expert.email) }),
      event({ id: 'by-owner', subject: await person(account.owner.email) }),
    ]
    world.must(await record(events), 201)
    expect(await listed(`?member=${expert.id}`)).toContainEqual(expect.objectContaining({ id: 'by-sub' }))
    expect(await listed(`?member=${account.owner.member}`)).toEqual([expect.objectContaining({ id: 'by-owner' })])
  })

  test('what was done before the end is recorded also after it', async () => {
    const over = await world.expert(account)
    const path = `/accounts/${account.id}/experts/${over.id}/revoke`
    world.must(await world.ask('POST', path, { as: account.owner.email }), 200)
    expect((await record([event({ subject: { type: 'member', id: over.id } })])).body.recorded).toBe(1)
  })

  test('a hundred at once are recorded, a hundred and one refused', async () => {
    const subject = { type: 'member', id: (await world.expert(account)).id }
    const many = (count: number) => Array.from({ length: count }, (_, at) => event({ subject, id: `many-${at}` }))
    const before = await stored()
    expectRefusal(await record(many(101)), 400, 'invalid_body', 'events')
    expect(await stored()).toEqual(before)
    expect((await record(many(100))).body).toEqual({ recorded: 100, known: 0 })
  })
})

describe('an event is recorded once, by its id', () => {
  test('sent again alone, it is known and stays as it was', async () => {
    world.must(await record([event({ id: 'once', detail: 'first' })]), 201)
    const before = await stored()
    const again = await record([event({ id: 'once', detail: 'second' })])
    expect([again.status, again.body]).toEqual([201, { recorded: 0, known: 1 }])
    expect(await stored()).toEqual(before)
  })

  test('sent again among new ones, only the new ones are recorded', async () => {
    world.must(await record([event({ id: 'mixed-1' }), event({ id: 'mixed-2' })]), 201)
    const batch = ['mixed-0', 'mixed-1', 'mixed-2', 'mixed-3'].map((id) => event({ id }))
    expect((await record(batch)).body).toEqual({ recorded: 2, known: 2 })
    expect((await record(batch)).body).toEqual({ recorded: 0, known: 4 })
    expect((await ids()).filter((id: string) => id.startsWith('mixed'))).toHaveLength(4)
  })

  test('doubled inside one call, it is recorded once', async () => {
    const answer = await record([event({ id: 'double' }), event({ id: 'double' }), event({ id: 'single' })])
    expect(answer.body).toEqual({ recorded: 2, known: 1 })
    expect((await ids()).filter((id: string) => id === 'double')).toHaveLength(1)
  })

  test('ten calls at the same time record it once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => record([event({ id: 'raced' })])))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    expect(answers.reduce((sum, { body }) => sum + body.recorded, 0)).toBe(1)
  })

  test('where transactions collide it is tried again, and recorded once', async () => {
    const answer = await colliding(3, () => record([event({ id: 'collided' })]))
    expect([answer.status, answer.body]).toEqual([201, { recorded: 1, known: 0 }])
    expectRefusal(await colliding(1000, () => record([event({ id: 'never' })])), 503, 'unavailable')
    expect(await ids()).not.toContain('never')
  })

  test('without ids each is an event of its own', async () => {
    const action = { name: 'nameless' }
    expect((await record([event({ action }), event({ action })])).body).toEqual({ recorded: 2, known: 0 })
    expect(await listed(`?member=${expert.id}&action=nameless&limit=100`)).toHaveLength(2)
  })
})

describe('all of a call or nothing', () => {
  const cases: [string, string, () => Record<string, unknown>][] = [
    ['subject_unknown', 'events[1].subject', () => ({ subject: { type: 'member', id: nobody } })],
    ['subject_unknown', 'events[1].subject', () => ({ subject: { type: 'user', id: 'nobody' } })],
    ['instant_in_future', 'events[1].at', () => ({ at: plus(world.now(), hour) })],
  ]
  test.each(cases)('%s keeps the others from being recorded', async (code, field, changes) => {
    const before = await stored()
    expectRefusal(await record([event(), event(changes())]), 422, code, field)
    expect(await stored()).toEqual(before)
  })

  test('a member of another account is unknown here', async () => {
    const { owner } = await world.account()
    const subject = { type: 'member', id: owner.member }
    expectRefusal(await record([event({ subject })]), 422, 'subject_unknown', 'events[0].subject')
  })

  test('clocks differ by seconds: that is no future', async () => {
    expect((await record([event({ at: plus(world.now(), 5 * second) })])).status).toBe(201)
  })

  test.each([
    ['events', []],
    ['events', 'one'],
    ['events[0]', [null]],
    ['events[0].subject', [{ subject: 'x' }]],
    ['events[0].subject.type', [{ subject: { type: 'group', id: 'x' } }]],
    ['events[0].subject.id', [{ subject: { type: 'user', id: '' } }]],
    ['events[0].action.name', [{ action: {} }]],
    ['events[0].resource.type', [{ resource: { id: 'x' } }]],
    ['events[0].id', [{ id: 'no spaces' }]],
    ['events[0].id', [{ id: 'x'.repeat(129) }]],
    ['events[0].at', [{ at: '2026-11-21' }]],
    ['events[0].at', [{ at: '9999-12-31T23:59:59-14:00' }]],
    ['events[0].at', [{ at: '0000-01-01T00:00:00+14:00' }]],
    ['events[0].at', [{ at: '2026-11-21T10:00:00' }]],
    ['events[0].outcome', [{ outcome: 'maybe' }]],
    ['events[0].personalData', [{ personalData: 'yes' }]],
    ['events[0].detail', [{ detail: 'x'.repeat(2001) }]],
    ['events[0].actor', [{ actor: 'x' }]],
    ['events[0].resource.name', [{ resource: { type: 'x', name: 'y' } }]],
  ])('a wrong or unknown %s is named', async (field, changes) => {
    const events = Array.isArray(changes) ? changes.map((one) => one && event(one)) : changes
    expectRefusal(await record(events), 400, 'invalid_body', field)
  })

  test('an unknown field beside the events is named', async () => {
    expectRefusal(await record([event()], { source: 'x' }), 400, 'invalid_body', 'source')
  })
})

describe('who may', () => {
  test('only a service that may record, in an account that exists', async () => {
    const ask = (id: string, as?: string) =>
      world.ask('POST', `/accounts/${id}/activity`, { as, body: { events: [event()] } })
    expectGatewayAnswer(await ask(account.id), 401, 'Unauthorized')
    for (const as of [await world.service('decide'), await world.service('operator'), account.owner.email])
      expectGatewayAnswer(await ask(account.id, as), 403, 'Forbidden')
    for (const id of [nobody, 'no-id'])
      expectRefusal(await ask(id, await world.service('record')), 404, 'account_unknown')
  })
})
