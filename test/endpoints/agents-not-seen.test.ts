/** talkdesk.r36: who was not seen for over 30 consecutive days is let in no more, whether or not anybody tidies up. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { newId } from '../../shared/ids.ts'
import { day, hour, minute, plus } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { register as registerCatalog } from './fixture.ts'
import { expectRefusal, meanwhile, sentDuring } from './helpers.ts'
import { engage } from './partners.ts'
import { agentNow, auditOf, joinedAgent, type Staff, staffed } from './staff.ts'

/** Thirty whole days after the day of `start`. */
const end = '2026-12-22T00:00:00.000Z'

let world: World
let account: GivenAccount
let staff: Staff
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  // Whoever is left from the test before is away for good.
  world.setNow(plus(end, 90 * day))
  await world.stack.sweep()
  world.setNow(start)
  account = await world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
  staff = await staffed(world)
  await engage(world, { partner: staff.id }, account)
})
afterAll(() => world?.stop())

const decide = async ({ subject }: { subject: string }) =>
  world.must(await world.evaluate(account, { type: 'user', id: subject }, 'accounts.account.view'), 200)
const expectEnded = async (ended: number) =>
  expect(await world.stack.sweep()).toEqual(expect.objectContaining({ ended }))
const permitted = async (agent: { subject: string }) => (await decide(agent)).decision
const activeUntil = async (id: string) => (await agentNow(world, staff, id))?.activeUntil
const act = async (id: string, verb: string, as?: string) =>
  world.ask('POST', `${staff.path}/agents/${id}/${verb}`, { as: as ?? (await world.service('operator')) })

describe('who stays away', () => {
  test('talkdesk.r36: the last millisecond before the end permits, at the end it denies, without any sweep', async () => {
    const [one, two] = [await joinedAgent(world, staff), await joinedAgent(world, staff)]
    expect(await activeUntil(one.id)).toBe(end)
    world.setNow(plus(end, -1))
    expect(await permitted(one)).toBe(true)
    world.setNow(end)
    expect(await permitted(one)).toBe(true)
    expect(await decide(two)).toMatchObject({ decision: false, context: { reason: { layer: 'status' } } })
    expectRefusal(await world.ask('GET', `/accounts/${account.id}`, { as: two.email }), 403, 'not_permitted')
    expectRefusal(await world.ask('GET', staff.path, { as: two.email }), 403, 'not_permitted')
    expect(world.must(await world.ask('GET', '/me', { as: two.email }), 200).partner.status).toBe('inactive')
    expect(await agentNow(world, staff, two.id)).toMatchObject({ status: 'inactive', version: 2 })
    // Coming back too late brings nothing back.
    expect(await permitted(two)).toBe(false)
  })

  test('talkdesk.r36: the sweep writes it down once, by the system, and takes nobody who was seen', async () => {
    const [here, away] = [await joinedAgent(world, staff), await joinedAgent(world, staff)]
    world.setNow(plus(end, -hour))
    await world.ask('GET', '/me', { as: here.email })
    await world.ask('GET', '/me', { as: staff.lead.email })
    world.setNow(plus(end, minute))
    await expectEnded(0)
    world.setNow(plus(end, 5 * minute))
    const logged = vi.spyOn(console, 'log')
    await expectEnded(1)
    // An alarm hangs on this figure: it counts what a schedule should have ended, and agents have none.
    expect(logged).toHaveBeenCalledWith(expect.objectContaining({ metric: 'overdue', ended: 0 }))
    logged.mockRestore()
    expect(await agentNow(world, staff, away.id)).toMatchObject({ status: 'inactive', activeUntil: null, version: 3 })
    expect(await agentNow(world, staff, here.id)).toMatchObject({ status: 'active' })
    const [written] = await auditOf(world, staff)
    expect(written).toMatchObject({
      ...{ action: 'agent.deactivated', target: away.id, actor: { type: 'system', id: 'sweep' } },
      after: { status: 'inactive', notSeenForDays: 30 },
    })
    await expectEnded(0)
    await world.stack.settle()
    expect(world.mailsTo(away.email)[0]?.text).toContain('You were not seen for over 30 days')
    expect(world.mailsTo(here.email)).toHaveLength(1)
  })

  test('talkdesk.r36: seen between the sweep’s look and its writing, they stay', async () => {
    const away = await joinedAgent(world, staff)
    world.setNow(plus(end, 5 * minute))
    expect(await permitted(away)).toBe(false)
    // The platform lets them in again at that very moment.
    await meanwhile(
      () => world.stack.sweep(),
      () => act(away.id, 'activate'),
    )
    expect(await agentNow(world, staff, away.id)).toMatchObject({ status: 'active' })
    expect(await permitted(away)).toBe(true)
  })

  test('talkdesk.r36: let in again by a lead, written down or not, they have fresh days', async () => {
    const away = await joinedAgent(world, staff)
    world.setNow(plus(end, -hour))
    await world.ask('GET', '/me', { as: staff.lead.email })
    world.setNow(plus(end, hour))
    expect(await permitted(away)).toBe(false)
    expect(world.must(await act(away.id, 'activate', staff.lead.email), 200)).toMatchObject({
      ...{ status: 'active', activeUntil: '2027-01-22T00:00:00.000Z' },
    })
    expect(await permitted(away)).toBe(true)
    const written = (await auditOf(world, staff)).slice(0, 2)
    expect(written.map(({ action, actor }: { action: string; actor: object }) => [action, actor])).toEqual([
      ['agent.activated', { type: 'agent', id: staff.lead.id, partner: staff.id }],
      ['agent.deactivated', { type: 'system', id: 'request' }],
    ])
  })

  test('a lead who stays away leads no more: even the last one, until the platform lets somebody in', async () => {
    world.setNow(plus(end, 5 * minute))
    await world.stack.sweep()
    expect((await agentNow(world, staff, staff.lead.id))?.status).toBe('inactive')
    expect(world.must(await act(staff.lead.id, 'activate'), 200)).toMatchObject({ status: 'active', lead: true })
    expectRefusal(await act(staff.lead.id, 'deactivate'), 409, 'last_lead')
  })

  test('the last lead who is here does not count on one who stays away, before anybody has written that down', async () => {
    await joinedAgent(world, staff, { lead: true })
    world.setNow(plus(end, -hour))
    await world.ask('GET', '/me', { as: staff.lead.email })
    world.setNow(end)
    expectRefusal(await act(staff.lead.id, 'deactivate'), 409, 'last_lead')
  })
})

describe('being seen', () => {
  test.each<[string, (agent: { email: string; subject: string }) => Promise<unknown>]>([
    ['GET /me', ({ email }) => world.ask('GET', '/me', { as: email })],
    ['a call about an account', ({ email }) => world.ask('GET', `/accounts/${account.id}`, { as: email })],
    ['a call about the partner', ({ email }) => world.ask('GET', staff.path, { as: email })],
    ['a decision', (agent) => decide(agent)],
  ])('talkdesk.r36: %s moves the end, written once a day', async (_, come) => {
    const agent = await joinedAgent(world, staff)
    const writes = async () =>
      (await sentDuring(() => come(agent))).filter(({ name }) => name === 'UpdateCommand').length
    expect(await writes()).toBe(0)
    world.pass(day)
    expect(await writes()).toBe(1)
    expect(await activeUntil(agent.id)).toBe(plus(end, day))
    world.pass(13 * hour)
    expect(await writes()).toBe(0)
    world.pass(hour)
    expect(await writes()).toBe(1)
    expect(await activeUntil(agent.id)).toBe(plus(end, 2 * day))
  })

  test('a request that is refused, or one by somebody else, moves nothing', async () => {
    const agent = await joinedAgent(world, staff)
    world.pass(day)
    await world.ask('GET', '/partners', { as: agent.email })
    await agentNow(world, staff, agent.id)
    // Refused in the account, by what it takes; denied to the platform; looked at by others.
    expectRefusal(await world.ask('GET', `/accounts/${account.id}/audit`, { as: agent.email }), 403, 'not_permitted')
    const subject = { type: 'user', id: agent.subject }
    expect((await world.evaluate(account, subject, 'billing.credits.add')).body.decision).toBe(false)
    const question = { subject, action: { name: 'view' }, resource: { type: 'accounts.account', id: '1' } }
    const path = `/accounts/${account.id}/access`
    world.must(await world.ask('POST', `${path}/explain`, { as: account.owner.email, body: question }), 200)
    const search = { as: await world.service('decide'), body: { ...question, action: undefined } }
    world.must(await world.ask('POST', `${path}/v1/search/action`, search), 200)
    expect(await activeUntil(agent.id)).toBe(end)
  })
})

test('where the catalog sets no such limit, nobody is out for staying away; switching off and on works the same', async () => {
  const preset = presets.find(({ id }) => id === 'talkdesk-partner')
  if (!preset?.partners) throw new Error('the preset has partners')
  const { inactiveAfterDays: _, ...agents } = preset.partners.agents
  const id = `patient-${newId(world.now())}`
  const partners = { ...preset.partners, agents }
  expect((await registerCatalog(world, { ...preset, id, partners })).status).toBe(201)
  const patient = await staffed(world, { catalog: { id } })
  const agent = await joinedAgent(world, patient)
  world.setNow(plus(end, 300 * day))
  expect((await world.ask('GET', patient.path, { as: agent.email })).status).toBe(200)
  const path = `${patient.path}/agents/${agent.id}`
  for (const [verb, status] of [
    ['deactivate', 'inactive'],
    ['activate', 'active'],
  ] as const) {
    const answer = await world.ask('POST', `${path}/${verb}`, { as: patient.lead.email })
    expect(world.must(answer, 200)).toMatchObject({ status, activeUntil: null })
  }
  world.must(await world.ask('DELETE', path, { as: patient.lead.email }), 204)
})
