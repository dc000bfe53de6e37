/** Somebody can have been a member, an agent, an agent elsewhere: what they are now is what counts, whatever they name. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hour } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { acting, decisionOn, started } from './delegations.ts'
import { expectRefusal } from './helpers.ts'
import { engage } from './partners.ts'
import { joinedAgent, type Staff, staffed } from './staff.ts'

let world: World
let account: GivenAccount
let staff: Staff
let agent: { partner: string; id: string; email: string; subject: string }
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  account = await world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
  staff = await staffed(world)
  await engage(world, { partner: staff.id }, account)
  agent = { partner: staff.id, ...(await joinedAgent(world, staff)) }
})
afterAll(() => world?.stop())

const write = { access: 'write' } as const
const create = 'agents.agent.create'
const operate = () => world.service('operator')
const rows = (id: string) =>
  world.ask('GET', `/accounts/${account.id}`, { as: agent.email, headers: { 'gatepass-delegation': id } })
const removeAgent = async ({ path }: Staff, id: string) => {
  const answer = await world.ask('DELETE', `${path}/agents/${id}`, {
    as: await operate(),
    headers: { 'if-match': '2' },
  })
  world.must(answer, 204)
}

describe('talkdesk.r13: a delegation is of the agent who began it', () => {
  test('removed and invited again, somebody is another agent: what the one began is not the other’s', async () => {
    const { id } = await started(world, account, agent, write)
    expect(await decisionOn(world, account, acting(agent.subject, id), create)).toBe('permitted')
    await removeAgent(staff, agent.id)
    await joinedAgent(world, staff, { email: agent.email })
    expect(await decisionOn(world, account, { type: 'user', id: agent.subject }, create)).toBe('permitted')
    expect(await decisionOn(world, account, acting(agent.subject, id), create)).toBe('principal principal_unknown')
    expectRefusal(await rows(id), 404, 'account_unknown')
  })

  test('gone to another partner, nobody acts under what they began at the first, though that has the account still', async () => {
    const { id } = await started(world, account, agent, write)
    await removeAgent(staff, agent.id)
    const other = await staffed(world)
    await joinedAgent(world, other, { email: agent.email })
    expect(await decisionOn(world, account, acting(agent.subject, id), create)).toBe('principal principal_unknown')
    expect(await decisionOn(world, account, { type: 'user', id: agent.subject }, create)).toBe(
      'principal principal_unknown',
    )
    await engage(world, { partner: other.id }, account)
    expect(await decisionOn(world, account, { type: 'user', id: agent.subject }, create)).toBe('permitted')
    expect(await decisionOn(world, account, acting(agent.subject, id), create)).toBe('principal principal_unknown')
  })

  test('made a member and switched off, nobody comes back in by naming a delegation', async () => {
    const { id } = await started(world, account, agent, write)
    const provision = { subject: agent.subject, name: 'Ada', email: agent.email, roles: ['agent'] }
    const path = `/accounts/${account.id}/members`
    const [member] = world.must(await world.ask('POST', path, { as: await operate(), body: { provision } }), 201).items
    expect(await decisionOn(world, account, acting(agent.subject, id), create)).toBe('principal principal_unknown')
    world.must(await world.ask('POST', `${path}/${member.id}/deactivate`, { as: account.owner.email }), 200)
    expect(await decisionOn(world, account, acting(agent.subject, id), create)).toBe('principal principal_unknown')
    expectRefusal(await rows(id), 404, 'account_unknown')
    const search = {
      subject: { type: 'user' },
      action: { name: 'create' },
      resource: { type: 'agents.agent', id: '1' },
    }
    const found: string[] = []
    for (let token: string | undefined; token !== ''; ) {
      const body = { ...search, page: { limit: 50, ...(token && { token }) } }
      const address = `/accounts/${account.id}/access/v1/search/subject`
      const answer = world.must(await world.ask('POST', address, { as: await world.service('decide'), body }), 200)
      found.push(...answer.results.map((one: { id: string }) => one.id))
      token = answer.page.next_token as string
    }
    expect(found).not.toContain(agent.subject)
  })
})

describe('talkdesk.r13: whoever acts on behalf of somebody does so wherever they are named', () => {
  test('in a batch the delegation of the default stays with the same person, whatever else an item says of them', async () => {
    const { id } = await started(world, account, agent)
    const asked = { action: { name: 'create' }, resource: { type: 'agents.agent', id: 'one' } }
    const items = [{}, { id: agent.subject }, { properties: { ip: '10.0.0.1' } }, { type: 'user' }]
    const other = { id: 'somebody-else' }
    const own = { id: agent.subject, properties: { delegation: id } }
    const body = {
      subject: acting(agent.subject, id),
      evaluations: [...items, own, other].map((subject) => ({ subject, ...asked })),
    }
    const path = `/accounts/${account.id}/access/v1/evaluations`
    const { evaluations } = world.must(await world.ask('POST', path, { as: await world.service('decide'), body }), 200)
    const reasons = evaluations.map((one: { context: { reason: { code: string } } }) => one.context.reason.code)
    expect(reasons).toEqual([...items, own].map(() => 'read_only').concat('principal_unknown'))
  })

  test('a search under a delegation finds whoever acts under it, and nobody else', async () => {
    const { id } = await started(world, account, agent, write)
    const search = async (action: string, delegation: string) => {
      const body = {
        subject: { type: 'user', properties: { delegation } },
        ...{ action: { name: action }, resource: { type: 'agents.agent', id: 'one' } },
      }
      const path = `/accounts/${account.id}/access/v1/search/subject`
      return world.must(await world.ask('POST', path, { as: await world.service('decide'), body }), 200).results
    }
    expect(await search('create', id)).toEqual([{ type: 'user', id: agent.subject }])
    expect(await search('export', id)).toEqual([])
    expect(await search('create', 'no-such-delegation')).toEqual([])
  })

  test('a row where nobody can be acted for refuses the header, and does nothing in the agent’s own name', async () => {
    const { id } = await started(world, account, agent)
    const headers = { 'gatepass-delegation': id }
    for (const [method, path] of [
      ['GET', '/partner/accounts'],
      ['GET', staff.path],
      ['GET', '/me'],
    ] as const)
      expectRefusal(
        await world.ask(method, path, { as: agent.email, headers }),
        400,
        'invalid_header',
        'Gatepass-Delegation',
      )
  })
})

describe('what was done is on record under what somebody was when they did it', () => {
  const events = async (list: object[]) =>
    world.ask('POST', `/accounts/${account.id}/activity`, { as: await world.service('record'), body: { events: list } })
  const event = (at: string, id: string) => ({
    ...{ id, at, subject: { type: 'user', id: agent.subject } },
    ...{ action: { name: 'call.listened' }, resource: { type: 'call', id: '1' } },
  })
  const recorded = async (member: string) => {
    const path = `/accounts/${account.id}/activity?member=${member}&action=call.listened`
    return world
      .must(await world.ask('GET', path, { as: account.owner.email }), 200)
      .items.map(({ id }: { id: string }) => id)
  }

  test('told late, of an agent who is a member by now, and of a member who is an agent by now', async () => {
    world.pass(hour)
    const asAgent = world.now()
    world.pass(hour)
    const provision = { subject: agent.subject, name: 'Ada', email: agent.email, roles: ['agent'] }
    const path = `/accounts/${account.id}/members`
    const [member] = world.must(await world.ask('POST', path, { as: await operate(), body: { provision } }), 201).items
    world.pass(hour)
    const asMember = world.now()
    world.must(await events([event(asAgent, 'as-agent'), event(asMember, 'as-member')]), 201)
    world.pass(hour)
    const remove = { as: account.owner.email, headers: { 'if-match': '1' } }
    world.must(await world.ask('DELETE', `${path}/${member.id}`, remove), 204)
    world.pass(hour)
    world.must(await events([event(world.now(), 'as-agent-again')]), 201)
    expect(await recorded(agent.id)).toEqual(['as-agent-again', 'as-agent'])
    expect(await recorded(member.id)).toEqual(['as-member'])
  })
})
