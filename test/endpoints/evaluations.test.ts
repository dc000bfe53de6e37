import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type Wire, type World } from '../given.ts'
import { expectGatewayAnswer, expectRefusal, failing, nobody, sentDuring, subjectOf, teamMember } from './helpers.ts'

let world: World
let account: GivenAccount
let owner: { type: string; id: string }
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
  owner = byMember(account.owner.member)
})
afterAll(() => world?.stop())

const byMember = (id: string) => ({ type: 'member', id })
const view = { action: { name: 'view' }, resource: { type: 'channels.channel', id: 'one' } }
const manage = { action: { name: 'manage' }, resource: { type: 'billing.billing', id: 'one' } }
const ask = async (body: unknown, id = account.id) =>
  world.ask('POST', `/accounts/${id}/access/v1/evaluations`, { as: await world.service('decide'), body })
const batch = async (body: unknown) => world.must(await ask(body), 200).evaluations
const decisions = async (body: unknown) => (await batch(body)).map(({ decision }: Wire) => decision)
const recorded = async (member: string) =>
  world
    .must(await world.ask('GET', `/accounts/${account.id}/activity?member=${member}`, { as: account.owner.email }), 200)
    .items.map(({ action }: Wire) => action)
    .reverse()
const permit = (by: string) => ({ decision: true, context: { reason: { code: 'granted', by } } })
const deny = (code: string, layer: string) => ({ decision: false, context: { reason: { code, layer } } })

describe('a batch', () => {
  test('answers each in its order, with the reason', async () => {
    const support = await teamMember(world, account, { roles: ['support'] })
    const asked = [
      { subject: owner, ...manage },
      { subject: byMember(support.id), ...manage },
      { subject: byMember(nobody), ...view },
      { subject: { type: 'user', id: await subjectOf(world, account.owner.email) }, ...view },
    ]
    expect(await batch({ evaluations: asked })).toEqual([
      permit('admin'),
      deny('not_granted', 'grant'),
      deny('principal_unknown', 'principal'),
      permit('admin'),
    ])
  })

  test('takes over what an item does not say; what it says replaces the default, properties too', async () => {
    const support = byMember((await teamMember(world, account, { roles: ['support'] })).id)
    const evaluations = [
      {},
      { subject: support },
      { ...manage },
      { subject: support, ...manage },
      { resource: { id: 'two' } },
    ]
    expect(await decisions({ subject: owner, ...view, evaluations })).toEqual([true, false, true, false, true])
  })

  test('refuses by itself an item that lacks something, and decides the others', async () => {
    const answer = await batch({ subject: owner, ...view, evaluations: [{}, { action: {} }, 'x', { subject: 7 }, {}] })
    expect(answer.map(({ decision }: Wire) => decision)).toEqual([true, true, false, false, true])
    const without = await batch({ subject: owner, evaluations: [view, { action: view.action }] })
    expect(without[1]).toEqual({
      decision: false,
      context: { error: { status: 400, message: expect.stringContaining('evaluations[1].resource.type') } },
    })
  })

  test('of 99 different subjects is one read; of 100 it is refused', async () => {
    const about = (count: number) => ({
      ...view,
      evaluations: Array.from({ length: count }, (_, at) => ({ subject: { type: 'user', id: `somebody ${at}` } })),
    })
    expect(await decisions(about(99))).toEqual(Array(99).fill(false))
    const { status, body } = await ask(about(100))
    expect([status, body.code, body.field]).toEqual([400, 'invalid_body', 'evaluations'])
  })

  test('of more than 100 is refused whole; of 100 it is decided', async () => {
    const evaluations = Array(100).fill({})
    expect(await decisions({ subject: owner, ...view, evaluations })).toEqual(Array(100).fill(true))
    const more = [...evaluations, {}]
    expectRefusal(await ask({ subject: owner, ...view, evaluations: more }), 400, 'invalid_body', 'evaluations')
  })

  test('that is no list, or wants an unknown semantic, is refused', async () => {
    for (const evaluations of [{}, 'x', 7, null])
      expectRefusal(await ask({ subject: owner, ...view, evaluations }), 400, 'invalid_body', 'evaluations')
    const options = { evaluations_semantic: 'deny_all' }
    const body = { subject: owner, ...view, evaluations: [{}], options }
    expectRefusal(await ask(body), 400, 'invalid_body', 'options.evaluations_semantic')
  })
})

describe('the three semantics', () => {
  const mixed = [view, manage, view, manage]
  test.each([
    [undefined, [true, false, true, false]],
    ['execute_all', [true, false, true, false]],
    ['deny_on_first_deny', [true, false]],
    ['permit_on_first_permit', [true]],
  ])('%s: what comes after the answer that ends it is neither decided nor recorded', async (semantic, expected) => {
    const { id } = await world.expert(account)
    const options = semantic && { evaluations_semantic: semantic }
    expect(await decisions({ subject: byMember(id), evaluations: mixed, ...(options && { options }) })).toEqual(
      expected,
    )
    const actions = ['channels.channel.view', 'billing.billing.manage']
    expect(await recorded(id)).toEqual(expected.map((permitted) => actions[permitted ? 0 : 1]))
  })

  test('an item that lacks something ends a batch that ends with the first denial', async () => {
    const options = { evaluations_semantic: 'deny_on_first_deny' }
    expect(await decisions({ subject: owner, evaluations: [view, {}, view], options })).toEqual([true, false])
  })
})

describe('what it costs', () => {
  test('one consistent read for many subjects, and nothing else for the team', async () => {
    const evaluations = Array.from({ length: 98 }, (_, at) => ({ subject: { type: 'user', id: `u${at}` }, ...view }))
    const sent = await sentDuring(() => batch({ evaluations: [...evaluations, { subject: owner, ...view }] }))
    expect(sent.map(({ name }) => name)).toEqual(['BatchGetCommand'])
    expect(JSON.stringify(sent[0]?.input)).toContain('"ConsistentRead":true')
    const twice = await sentDuring(() => batch({ subject: owner, evaluations: [view, manage, view] }))
    expect(twice.map(({ name }) => name)).toEqual(['BatchGetCommand'])
  })

  test('kaleyra.r20: where a decision about an expert cannot be recorded none of the batch is given', async () => {
    const { id } = await world.expert(account)
    const body = {
      evaluations: [
        { subject: owner, ...view },
        { subject: byMember(id), ...view },
      ],
    }
    const answer = await failing('PutCommand', () => ask(body))
    expectRefusal(answer, 503, 'unavailable')
    expect(answer.text).not.toContain('decision"')
  })
})

test('only a service that may ask for decisions, and only about accounts that exist', async () => {
  const path = `/accounts/${account.id}/access/v1/evaluations`
  expectGatewayAnswer(await world.ask('POST', path, { body: {} }), 401, 'Unauthorized')
  expectGatewayAnswer(await world.ask('POST', path, { as: account.owner.email, body: {} }), 403, 'Forbidden')
  for (const id of [nobody, 'no-id']) expectRefusal(await ask({ subject: owner, ...view }, id), 404, 'account_unknown')
})
