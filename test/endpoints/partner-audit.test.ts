import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal } from './helpers.ts'
import { auditOf, joinedAgent, type Staff, staffed } from './staff.ts'

let world: World
let staff: Staff
let agent: Awaited<ReturnType<typeof joinedAgent>>
beforeAll(async () => {
  world = await givenWorld()
  staff = await staffed(world)
  agent = await joinedAgent(world, staff)
  for (const verb of ['deactivate', 'activate'])
    world.must(await world.ask('POST', `${staff.path}/agents/${agent.id}/${verb}`, { as: staff.lead.email }), 200)
  world.must(
    await world.ask('DELETE', `${staff.path}/agents/${agent.id}`, { as: await world.service('operator') }),
    204,
  )
})
afterAll(() => world?.stop())

const audit = (query = '', headers = {}) =>
  world.ask('GET', `${staff.path}/audit${query}`, { as: staff.lead.email, headers })

describe('the audit of a partner', () => {
  test('says who did what to whom, newest first, to a lead as to the platform; without names', async () => {
    const { items } = world.must(await audit(), 200)
    const lead = { type: 'agent', id: staff.lead.id, partner: staff.id }
    const platform = { type: 'service', id: 'operator' }
    expect(items.map(({ action, actor, target }: Record<string, unknown>) => [action, actor, target])).toEqual([
      ['agent.removed', platform, agent.id],
      ['agent.activated', lead, agent.id],
      ['agent.deactivated', lead, agent.id],
      ['agent.accepted', { ...lead, id: agent.id }, agent.id],
      ['agent.invited', lead, agent.id],
      ['agent.accepted', lead, staff.lead.id],
      ['agent.invited', platform, staff.lead.id],
      ['partner.registered', platform, staff.id],
    ])
    expect(await auditOf(world, staff)).toEqual(items)
    expect(JSON.stringify(items)).not.toContain(agent.email)
  })

  test('of one agent, of one action, page by page', async () => {
    const one = world.must(await audit(`?member=${staff.lead.id}`), 200).items
    expect(one.map(({ action }: { action: string }) => action)).toEqual(['agent.accepted', 'agent.invited'])
    expect(world.must(await audit('?action=agent.removed'), 200).items).toHaveLength(1)
    const { items, nextCursor } = world.must(await audit('?limit=3'), 200)
    const rest = world.must(await audit(`?cursor=${nextCursor}`), 200).items
    expect([...items, ...rest]).toEqual(world.must(await audit(), 200).items)
  })

  test('another partner’s cursor leads nowhere', async () => {
    const other = await staffed(world)
    const { nextCursor } = world.must(await audit('?limit=1'), 200)
    const answer = await world.ask('GET', `${other.path}/audit?cursor=${nextCursor}`, { as: other.lead.email })
    expectRefusal(answer, 400, 'invalid_query', 'cursor')
  })

  test('as CSV, where that is asked for', async () => {
    const answer = await audit('', { accept: 'text/csv' })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [head, first] = answer.text.split('\r\n')
    expect(head).toBe('at,action,target,actor_type,actor_id,before,after,id,partner,subject,delegation')
    expect(first).toContain(`,agent.removed,${agent.id},service,operator,`)
  })
})
