/** Gatepass's own rows, asked by an agent on behalf of a member: both sides have to be let in, and both are recorded. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { type Answer, type Asked, type GivenAccount, givenWorld, type World } from '../given.ts'
import { path, started } from './delegations.ts'
import { expectRefusal, expectSameRefusal, nobody, teamMember } from './helpers.ts'
import { engage, type GivenAgent, givenAgent, partnered } from './partners.ts'

let world: World
let account: GivenAccount
let agent: GivenAgent
beforeAll(async () => {
  world = await givenWorld()
  ;({ account, agent } = await partnered(world, 'implementation-partner'))
})
afterAll(() => world?.stop())

/** With the header, below the account. */
const under = (delegation: string, method: string, rest = '', more: Asked = {}): Promise<Answer> =>
  world.ask(method, `/accounts/${account.id}${rest}`, {
    as: agent.email,
    headers: { 'gatepass-delegation': delegation },
    ...more,
  })
const activityOf = async (who: string) =>
  world.must(await world.ask('GET', `/accounts/${account.id}/activity?member=${who}`, { as: account.owner.email }), 200)
    .items

/** A catalog that opens one more action, to members and agents who hold this permission. */
async function guarded(id: string, guard: string, permission: string, more: object = {}) {
  const talkdesk = presets.find((preset) => preset.id === 'talkdesk-partner')
  const guards = { ...talkdesk?.guards, [guard]: permission }
  const partners = { ...talkdesk?.partners, guards: { ...talkdesk?.partners?.guards, [guard]: [permission] } }
  const body = JSON.parse(JSON.stringify({ ...talkdesk, id, guards, partners, ...more }))
  const operator = await world.service('operator')
  world.must(await world.ask('PUT', `/catalogs/${id}/versions/1`, { as: operator, body }), 201)
  return partnered(world, 'implementation-partner', id)
}

describe('a row with a guard', () => {
  test('talkdesk.r13: is open where agent and member are both let in, and only there', async () => {
    const { id } = await started(world, account, agent)
    expect(world.must(await under(id, 'GET'), 200).id).toBe(account.id)
    expect(world.must(await under(id, 'GET', '/members'), 200).items).not.toEqual([])
    // Open to administrators, and to no agent.
    for (const row of ['/audit', '/activity', '/roles', `/experts/${nobody}/reports`])
      expectRefusal(await under(id, 'GET', row), 403, 'not_permitted')
    // Open to agents, and not to this member.
    const { id: weak } = await teamMember(world, account, { roles: ['agent'] })
    const forWeak = await started(world, account, agent, { onBehalfOf: weak, access: 'write' })
    expect((await world.ask('GET', `/accounts/${account.id}/members`, { as: agent.email })).status).toBe(200)
    expectRefusal(await under(forWeak.id, 'GET', '/members'), 403, 'not_permitted')
  })

  test('read-only changes nothing, whatever both may', async () => {
    const { id } = await started(world, account, agent)
    const members = [{ name: 'Mona', email: 'mona@example.com', roles: ['administrator'] }]
    expectRefusal(await under(id, 'POST', '/members', { body: { members } }), 403, 'not_permitted')
    const [refused] = await activityOf(id)
    expect(refused).toMatchObject({ action: 'agents.agent.create', outcome: 'denied', reason: 'read_only' })
  })

  test('nor where nothing but looking stands before a change', async () => {
    const looking = 'accounts.account.view'
    const { account, agent } = await guarded('light-guards', 'member.activate', looking)
    const { id } = await started(world, account, agent)
    const { id: victim } = await teamMember(world, account, { roles: ['agent'], status: 'inactive' })
    const row = `/accounts/${account.id}/members/${victim}/activate`
    const headers = { 'gatepass-delegation': id }
    expectRefusal(await world.ask('POST', row, { as: agent.email, headers }), 403, 'not_permitted')
  })

  test('is closed at the end, to the millisecond, and the attempt is recorded', async () => {
    const { id, until } = await started(world, account, agent)
    world.setNow(new Date(Date.parse(until) - 1).toISOString())
    expect((await under(id, 'GET')).status).toBe(200)
    world.setNow(until)
    expectRefusal(await under(id, 'GET'), 403, 'not_permitted')
    const [late, intime, ...more] = await activityOf(id)
    expect(late).toMatchObject({ at: until, outcome: 'denied', reason: 'window_over' })
    expect(intime).toMatchObject({ outcome: 'permitted' })
    // One decision for each request, whichever side it fails at.
    expect(more).toEqual([])
  })

  test('somebody else’s delegation is as unknown as one that never was', async () => {
    const { id } = await started(world, account, agent)
    const colleague = await givenAgent(world, 'reseller')
    await engage(world, colleague, account)
    const foreign = await under(id, 'GET', '', { as: colleague.email })
    expectRefusal(foreign, 404, 'account_unknown')
    for (const odd of [nobody, 'x', '%00', `${id},${id}`]) expectSameRefusal(await under(odd, 'GET'), foreign)
    expectSameRefusal(await under(id, 'GET', '', { as: account.owner.email }), foreign)
  })

  test('a service acts for nobody: the header says nothing to it', async () => {
    const { id } = await started(world, account, agent)
    expect((await under(id, 'GET', '', { as: await world.service('operator') })).status).toBe(200)
  })
})

describe('the record', () => {
  test('talkdesk.r13: activity keeps who acted, whose staff they are, for whom, and under which delegation', async () => {
    const { id } = await started(world, account, agent)
    world.must(await under(id, 'GET', '/members'), 200)
    expect(await activityOf(id)).toEqual([
      expect.objectContaining({
        ...{ member: agent.id, partner: agent.partner, subject: account.owner.member, delegation: id },
        ...{ kind: 'decision', action: 'agents.agent.export', outcome: 'permitted' },
        resource: { type: 'gatepass', id: 'member.list' },
      }),
    ])
    // What the agent does for themselves stands apart.
    expect(await activityOf(agent.id)).not.toContainEqual(expect.objectContaining({ delegation: id }))
  })

  test('talkdesk.r13: an audit entry keeps the actor and the member acted for, with the permissions of both', async () => {
    const { id } = await started(world, account, agent, { access: 'write' })
    const changed = await under(id, 'PATCH', '', { body: { reportEmail: 'new-reports@example.com' } })
    expect(world.must(changed, 200).reportEmail).toBe('new-reports@example.com')
    const audit = await world.ask('GET', `/accounts/${account.id}/audit?action=account.updated`, {
      as: account.owner.email,
    })
    expect(audit.body.items[0].actor).toEqual({
      ...{ type: 'agent', id: agent.id, partner: agent.partner },
      ...{ subject: account.owner.member, delegation: id },
    })
    const csv = await world.ask('GET', `/accounts/${account.id}/audit?action=account.updated`, {
      as: account.owner.email,
      headers: { accept: 'text/csv' },
    })
    expect(csv.text).toContain(`${agent.partner},${account.owner.member},${id}`)
  })

  test('talkdesk.r13: who invites an expert on behalf of a member is on record as the agent', async () => {
    const experts = {
      ...{ name: 'Support', domains: ['support.example.com'], longestWindowHours: 72, noLimitClosedIn: [] },
      ...{ excludedModules: [], readOnly: ['accounts.account.view'], limitedWrite: [] },
      consent: { version: '1', wording: 'Agreed' },
    }
    const { account, agent } = await guarded('with-experts', 'expert.invite', 'accounts.account.view', { experts })
    const { id } = await started(world, account, agent, { access: 'write' })
    const body = {
      ...{ experts: [{ name: 'Vera', email: 'vera@support.example.com' }], access: 'read-only' },
      ...{ until: world.inHours(1), consent: { accepted: true, wordingVersion: '1' } },
    }
    const headers = { 'gatepass-delegation': id }
    world.must(await world.ask('POST', `/accounts/${account.id}/experts`, { as: agent.email, headers, body }), 201)
    const audit = await world.ask('GET', `/accounts/${account.id}/audit?action=expert.invited`, {
      as: account.owner.email,
    })
    expect(audit.body.items[0].actor).toMatchObject({ type: 'agent', id: agent.id, delegation: id })
  })

  test('the start itself is nobody’s but the agent’s', async () => {
    const { id } = await started(world, account, agent)
    const audit = await world.ask('GET', `/accounts/${account.id}/audit?action=delegation.started`, {
      as: account.owner.email,
    })
    expect(audit.body.items[0]).toMatchObject({ after: { delegation: id }, actor: { type: 'agent', id: agent.id } })
    expect(audit.body.items[0].actor).not.toHaveProperty('subject')
    expect((await world.ask('GET', path(account, id), { as: agent.email })).status).toBe(200)
  })
})
