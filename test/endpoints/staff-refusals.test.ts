/** Rows for the staff of a partner, asked by everybody who has no business there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../../functions/routes.ts'
import { day } from '../../shared/time.ts'
import { type Answer, givenWorld, type World } from '../given.ts'
import { addressOf, bodies, rows } from './every-row.ts'
import { expectGatewayAnswer, expectRefusal, nobody, stored } from './helpers.ts'
import { engage } from './partners.ts'
import { inviteAgent, joinedAgent, register, staffed } from './staff.ts'

const callers = [
  'nobody',
  'a stranger',
  'the owner of an account it is engaged for',
  'a lead of another partner',
  'an agent of another partner',
  'somebody invited to lead',
  'a lead who was removed',
  'a service without the scope',
  'an inactive lead',
  'a lead not seen for too long',
  'a lead of an inactive partner',
  'an agent who does not lead',
] as const
type Caller = (typeof callers)[number]

/** Of these partners each is the one asked about; all have a victim. */
interface Place {
  partner: string
  victim: string
  as: string | undefined
}

let world: World
const places = {} as Record<Caller, Place>

beforeAll(async () => {
  world = await givenWorld()
  const staff = await staffed(world)
  const other = await staffed(world)
  const closed = await staffed(world)
  const lead = { lead: true }
  // Whoever stays away comes in first, and the clock moves on.
  const away = await joinedAgent(world, staff, lead)
  world.pass(20 * day)
  for (const { lead } of [staff, other, closed]) world.must(await world.ask('GET', '/me', { as: lead.email }), 200)
  world.pass(12 * day)
  const victim = (await joinedAgent(world, staff)).id
  const [off, gone, plain] = [
    await joinedAgent(world, staff, lead),
    await joinedAgent(world, staff, lead),
    await joinedAgent(world, staff),
  ]
  const invited = await inviteAgent(world, staff, lead)
  const agent = `${staff.path}/agents`
  const operator = await world.service('operator')
  world.must(await world.ask('POST', `${agent}/${off.id}/deactivate`, { as: operator }), 200)
  world.must(await world.ask('DELETE', `${agent}/${gone.id}`, { as: operator }), 204)
  const account = await world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
  await engage(world, { partner: staff.id }, account)
  const emails: Record<Exclude<Caller, 'a lead of an inactive partner'>, string | undefined> = {
    nobody: undefined,
    'a stranger': 'stranger@partner.example.com',
    'the owner of an account it is engaged for': account.owner.email,
    'a lead of another partner': other.lead.email,
    'an agent of another partner': (await joinedAgent(world, other)).email,
    'somebody invited to lead': invited.email,
    'a lead who was removed': gone.email,
    'a service without the scope': await world.service('record'),
    'an inactive lead': off.email,
    'a lead not seen for too long': away.email,
    'an agent who does not lead': plain.email,
  }
  for (const [caller, as] of Object.entries(emails)) places[caller as Caller] = { partner: staff.id, victim, as }
  const inactive = { as: operator, body: { status: 'inactive' } }
  world.must(await world.ask('PATCH', closed.path, inactive), 200)
  places['a lead of an inactive partner'] = { partner: closed.id, victim: closed.lead.id, as: closed.lead.email }
  await world.stack.settle()
})
afterAll(() => world?.stop())

const outside: readonly Caller[] = callers.slice(1, 7)

function expectRefused(answer: Answer, caller: Caller): void {
  if (caller === 'nobody') expectGatewayAnswer(answer, 401, 'Unauthorized')
  else if (caller === 'a service without the scope') expectRefusal(answer, 403, 'scope_missing')
  else if (outside.includes(caller)) expectRefusal(answer, 404, 'partner_unknown')
  else expectRefusal(answer, 403, 'not_permitted')
}

const staffRows = rows.flatMap(([id, row]) => ('staff' in row.needs ? [[id, row, row.needs.staff] as const] : []))

describe('rows for the staff of a partner', () => {
  test('are those of which this is asked', () => {
    expect(staffRows.length).toBeGreaterThanOrEqual(9)
    for (const [id] of staffRows) expect(routes[id].path).toContain('{partner}')
  })

  test.each(staffRows)('%s', async (id, row, needed) => {
    const before = await stored()
    const refused = callers.filter((caller) => needed === 'lead' || caller !== 'an agent who does not lead')
    for (const caller of refused) {
      const { partner, victim, as } = places[caller]
      const path = addressOf(row, { partner, agent: victim })
      const asked = { ...(as !== undefined && { as }), ...(bodies[id] && { body: bodies[id] }) }
      expectRefused(await world.ask(row.method, path, asked), caller)
    }
    expect(await stored()).toEqual(before)
  })

  test.each(staffRows)('%s: one that is not there looks like one that is somebody else’s', async (_, row) => {
    const stranger = { as: 'stranger@partner.example.com' }
    for (const partner of [nobody, 'none']) {
      const path = addressOf(row, { partner, agent: nobody })
      expectRefusal(await world.ask(row.method, path, stranger), 404, 'partner_unknown')
    }
  })

  test('a partner is registered, listed and changed by the platform alone', async () => {
    const { as, partner } = places['an agent who does not lead']
    const lead = (await staffed(world)).lead.email
    for (const person of [as, lead]) {
      if (person === undefined) throw new Error('an agent signs in')
      expectGatewayAnswer(await world.ask('GET', '/partners', { as: person }), 403, 'Forbidden')
      expectGatewayAnswer(await world.ask('POST', '/partners', { as: person, body: {} }), 403, 'Forbidden')
      const changed = await world.ask('PATCH', `/partners/${partner}`, { as: person, body: { name: 'Mine' } })
      expectGatewayAnswer(changed, 403, 'Forbidden')
    }
    expect((await register(world)).answer.status).toBe(201)
  })
})
