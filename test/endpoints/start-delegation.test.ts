import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { askToStart, path, reason, started } from './delegations.ts'
import { expectRefusal, inviteMember, nobody, teamMember } from './helpers.ts'
import { engage, type GivenAgent, givenAgent, partnered } from './partners.ts'

let world: World
let account: GivenAccount
let agent: GivenAgent
beforeAll(async () => {
  world = await givenWorld()
  ;({ account, agent } = await partnered(world, 'implementation-partner'))
})
afterAll(() => world?.stop())

const start = (changes = {}, headers = {}) => askToStart(world, account, agent, changes, headers)
const member = (status?: 'inactive') =>
  teamMember(world, account, { roles: ['administrator'], ...(status && { status }) })

/** An account whose catalog is the partner product's but for these terms, and an agent to whom it belongs. */
async function elsewhere(id: string, changes: object) {
  const talkdesk = presets.find((preset) => preset.id === 'talkdesk-partner')
  const body = { ...talkdesk, id, partners: { ...talkdesk?.partners, ...changes } }
  const as = await world.service('operator')
  world.must(await world.ask('PUT', `/catalogs/${id}/versions/1`, { as, body: JSON.parse(JSON.stringify(body)) }), 201)
  return partnered(world, 'implementation-partner', id)
}

describe('POST /accounts/{account}/delegations', () => {
  test('talkdesk.r13: says who acts, for whom, why, how far and until when; read-only unless asked', async () => {
    const { id: acted } = await member()
    const until = world.inHours(8)
    const view = world.must(await start({ onBehalfOf: acted, until }), 201)
    expect(view).toEqual({
      id: expect.any(String),
      account: account.id,
      status: 'active',
      agent: { id: agent.id, name: 'Agent', email: agent.email },
      partner: { id: agent.partner, name: 'Partner' },
      onBehalfOf: acted,
      ...{ reason, access: 'read-only', since: world.now(), until, endedAt: null, endedBy: null, version: 1 },
    })
    expect(world.must(await start({ onBehalfOf: acted, access: 'write' }), 201).access).toBe('write')
  })

  test('the audit keeps it beside the member acted for, and says nothing of the reason', async () => {
    const { id: acted } = await member()
    const { id, until } = await started(world, account, agent, { onBehalfOf: acted })
    const audit = await world.ask('GET', `/accounts/${account.id}/audit?member=${acted}`, { as: account.owner.email })
    expect(audit.body.items[0]).toMatchObject({
      action: 'delegation.started',
      actor: { type: 'agent', id: agent.id, partner: agent.partner },
      target: acted,
      after: { delegation: id, status: 'active', access: 'read-only', until },
    })
    expect(audit.text).not.toContain(reason)
  })

  test('every fault is told at its field', async () => {
    const { body } = await start({ onBehalfOf: nobody, until: world.inHours(9) })
    expect(body.faults.map(({ code, field }: { code: string; field: string }) => `${field} ${code}`)).toEqual([
      'until delegation_too_long',
      'onBehalfOf member_unknown',
    ])
    expectRefusal(await start({ until: world.now() }), 422, 'window_in_past', 'until')
    for (const field of ['onBehalfOf', 'reason', 'until'])
      expectRefusal(await start({ [field]: undefined }), 400, 'invalid_body', field)
    expectRefusal(await start({ reason: 'turned \u202e round' }), 400, 'invalid_body', 'reason')
    expectRefusal(await start({ access: 'everything' }), 400, 'invalid_body', 'access')
  })

  test('only active members of this account’s team are acted for', async () => {
    const invited = world.must((await inviteMember(world, account, { roles: ['administrator'] })).answer, 201).items[0]
    for (const id of [(await member('inactive')).id, invited.id])
      expectRefusal(await start({ onBehalfOf: id }), 409, 'member_not_active', 'onBehalfOf')
    const other = await world.account()
    const expert = await world.expert(other)
    await engage(world, agent, other)
    for (const id of [other.owner.member, expert.id, agent.id, 'x', '__proto__'])
      expectRefusal(await start({ onBehalfOf: id }), 404, 'member_unknown', 'onBehalfOf')
  })

  test('sent again with the same key it is the same delegation', async () => {
    const key = { 'idempotency-key': 'once' }
    const until = world.inHours(2)
    const first = world.must(await start({ until }, key), 201)
    expect(world.must(await start({ until }, key), 201)).toEqual(first)
    expectRefusal(await start({ until, access: 'write' }, key), 422, 'idempotency_key_reused', 'Idempotency-Key')
    const many = await Promise.all(Array.from({ length: 10 }, () => start({ until }, { 'idempotency-key': 'racing' })))
    expect(new Set(many.map((answer) => world.must(answer, 201).id)).size).toBe(1)
  })

  test('nobody but an agent to whom the account belongs starts one', async () => {
    const body = { onBehalfOf: account.owner.member, reason, until: world.inHours(1) }
    const ask = (as?: string) => world.ask('POST', path(account), { as, body })
    expectRefusal(await ask(account.owner.email), 403, 'not_permitted')
    const stranger = await givenAgent(world, 'reseller')
    expectRefusal(await ask(stranger.email), 404, 'account_unknown')
    expectRefusal(await ask(await world.service('operator')), 403, 'person_required')
  })

  test('who acts on behalf of a member already begins no other through it', async () => {
    const { id } = await started(world, account, agent, { access: 'write' })
    expectRefusal(await start({}, { 'gatepass-delegation': id }), 403, 'not_permitted')
  })

  test('the catalog says whether, for how long, and whether to change anything', async () => {
    const closed = await elsewhere('no-delegations', { delegation: undefined })
    expectRefusal(await askToStart(world, closed.account, closed.agent), 409, 'delegations_closed')
    const looking = await elsewhere('only-looking', { delegation: { longestHours: 0.5, write: false } })
    const asked = await askToStart(world, looking.account, looking.agent, { access: 'write' })
    expectRefusal(asked, 422, 'delegation_too_long', 'until')
    expect(asked.body.faults).toContainEqual(expect.objectContaining({ code: 'write_not_allowed', field: 'access' }))
  })
})
