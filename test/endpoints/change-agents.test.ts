import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, meanwhile, nobody, stored } from './helpers.ts'
import { engage } from './partners.ts'
import { address, agentNow, auditOf, inviteAgent, joinedAgent, type Staff, staffed } from './staff.ts'
import { everyItem } from './table.ts'

let world: World
let staff: Staff
beforeAll(async () => {
  world = await givenWorld()
  staff = await staffed(world)
})
afterAll(() => world?.stop())

const path = (id: string, of = staff) => `${of.path}/agents/${id}`
const update = (id: string, body: object, { as = staff.lead.email, headers = {}, of = staff } = {}) =>
  world.ask('PATCH', path(id, of), { as, body, headers })
const act = (id: string, verb: string, { as = staff.lead.email, of = staff } = {}) =>
  world.ask('POST', `${path(id, of)}/${verb}`, { as })
const remove = (id: string, { as = staff.lead.email, of = staff } = {}) => world.ask('DELETE', path(id, of), { as })
const told = async (id: string, of = staff) =>
  (await auditOf(world, of)).filter(({ target }: { target: string }) => target === id)

describe('changing an agent', () => {
  test('the name, over the version that was read; the audit holds no name', async () => {
    const { id } = await joinedAgent(world, staff)
    const stale = await update(id, { name: 'Zoe' }, { headers: { 'if-match': '1' } })
    expectRefusal(stale, 409, 'version_conflict', 'If-Match')
    const answer = await update(id, { name: 'Zoe' }, { headers: { 'if-match': '2' } })
    expect(world.must(answer, 200)).toMatchObject({ name: 'Zoe', status: 'active', version: 3 })
    expect((await told(id))[0]).toMatchObject({ action: 'agent.updated', after: { lead: false, changed: ['name'] } })
    expect(world.must(await update(id, { name: 'Zoe' }), 200).version).toBe(3)
  })

  test('talkdesk.r35: never to the name of a desk, nor to an address that is not a person’s own', async () => {
    const { answer } = await inviteAgent(world, staff)
    const { id } = world.must(answer, 201).items[0]
    expectRefusal(await update(id, { name: 'Help Desk' }), 422, 'name_shared', 'name')
    for (const [email, code] of [
      ['info@partner.example.com', 'email_shared'],
      ['ada@gmail.com', 'email_personal'],
      ['ada@example.com', 'domain_not_allowed'],
    ] as const)
      expectRefusal(await update(id, { email }), 422, code, 'email')
  })

  test('the address until accepted: the old link dies, and the new address is mailed and held', async () => {
    const { email: old, answer } = await inviteAgent(world, staff)
    const { id } = world.must(answer, 201).items[0]
    await world.stack.settle()
    const token = world.tokenMailedTo(old)
    const email = address(world)
    expect(world.must(await update(id, { email }), 200)).toMatchObject({ email, status: 'invited' })
    await world.stack.settle()
    expectRefusal(await world.accept(old, token), 410, 'invitation_rotated')
    expectRefusal((await inviteAgent(world, staff, { email })).answer, 409, 'already_invited', 'agents[0].email')
    expect((await inviteAgent(world, staff, { email: old })).answer.status).toBe(201)
    world.must(await world.accept(email), 200)
    expectRefusal(await update(id, { email: address(world) }), 409, 'already_accepted', 'email')
  })

  test('whether they lead, in force with the next request', async () => {
    const { id, email } = await joinedAgent(world, staff)
    expectRefusal(
      (await inviteAgent(world, { ...staff, lead: { id, email, subject: '' } })).answer,
      403,
      'not_permitted',
    )
    world.must(await update(id, { lead: true }), 200)
    expect((await inviteAgent(world, { ...staff, lead: { id, email, subject: '' } })).answer.status).toBe(201)
    world.must(await update(id, { lead: false }), 200)
    expectRefusal(await update(id, { name: 'X Y' }, { as: email }), 403, 'not_permitted')
  })

  test('one that is not there, or is another partner’s', async () => {
    const other = await staffed(world)
    for (const id of [nobody, 'none', other.lead.id]) {
      expectRefusal(await update(id, { name: 'Ada' }), 404, 'agent_unknown')
      expectRefusal(await remove(id), 404, 'agent_unknown')
      for (const verb of ['resend', 'activate', 'deactivate']) expectRefusal(await act(id, verb), 404, 'agent_unknown')
    }
  })
})

describe('switching and removing', () => {
  test('off: shut out with the next decision; on again: let in', async () => {
    const agent = await joinedAgent(world, staff)
    const account = await world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
    await engage(world, { partner: staff.id }, account)
    const permitted = async () => {
      const asked = await world.evaluate(account, { type: 'user', id: agent.subject }, 'accounts.account.view')
      return world.must(asked, 200).decision
    }
    expect(await permitted()).toBe(true)
    expectRefusal(await act(agent.id, 'activate'), 409, 'already_active')
    expect(world.must(await act(agent.id, 'deactivate'), 200)).toMatchObject({ status: 'inactive', activeUntil: null })
    expect(await permitted()).toBe(false)
    expectRefusal(await act(agent.id, 'deactivate'), 409, 'already_inactive')
    expectRefusal(await world.ask('GET', staff.path, { as: agent.email }), 403, 'not_permitted')
    expect(world.must(await act(agent.id, 'activate'), 200).status).toBe('active')
    expect(await permitted()).toBe(true)
  })

  test('who has not accepted is neither on nor off', async () => {
    const { id } = world.must((await inviteAgent(world, staff)).answer, 201).items[0]
    expectRefusal(await act(id, 'activate'), 409, 'not_accepted')
    expectRefusal(await act(id, 'deactivate'), 409, 'not_accepted')
  })

  test('removed: out at once, and nothing of name, address or identity is left', async () => {
    const name = 'Quintilia Removed'
    const { id, email, subject } = await joinedAgent(world, staff, { name })
    world.must(await remove(id), 204)
    expectRefusal(await world.ask('GET', staff.path, { as: email }), 404, 'partner_unknown')
    expect(world.must(await world.ask('GET', '/me', { as: email }), 200).partner).toBeNull()
    expect(await agentNow(world, staff, id)).toBeUndefined()
    await world.stack.settle()
    const all = await everyItem()
    for (const trace of [name, email, subject]) expect(all).not.toContain(trace)
    expect(all).toContain(id)
    expectRefusal(await remove(id), 409, 'already_ended')
    expectRefusal(await update(id, { name: 'Back' }), 409, 'already_ended')
    expectRefusal(await act(id, 'activate'), 409, 'already_ended')
    expect((await inviteAgent(world, staff, { email })).answer.status).toBe(201)
  })
})

describe('authority is named: the last active lead stays', () => {
  test.each<[string, (of: Staff) => ReturnType<World['ask']>]>([
    ['demoted', async (of) => update(of.lead.id, { lead: false }, { of, as: await world.service('operator') })],
    ['switched off', async (of) => act(of.lead.id, 'deactivate', { of, as: await world.service('operator') })],
    ['removed', async (of) => remove(of.lead.id, { of, as: await world.service('operator') })],
    ['leaving', (of) => remove(of.lead.id, { of, as: of.lead.email })],
  ])('%s, not even by the platform: who was invited to lead does not count yet', async (_, change) => {
    const of = await staffed(world)
    await inviteAgent(world, of, { lead: true })
    const before = await stored()
    expectRefusal(await change(of), 409, 'last_lead')
    expect(await stored()).toEqual(before)
    await joinedAgent(world, of, { lead: true })
    expect((await change(of)).status).toBeLessThan(300)
  })

  test('two leads who remove each other at once: one is left', async () => {
    const of = await staffed(world)
    const other = await joinedAgent(world, of, { lead: true })
    const answers = await Promise.all([
      remove(of.lead.id, { of, as: other.email }),
      remove(other.id, { of, as: of.lead.email }),
    ])
    const codes = answers.map(({ status, body }) => body?.code ?? status)
    // Whoever was removed before their own request was let in is a stranger by then.
    expect(codes).toContain(204)
    expect([['last_lead'], ['partner_unknown']]).toContainEqual(codes.filter((code) => code !== 204))
    const left = [await agentNow(world, of, of.lead.id), await agentNow(world, of, other.id)].filter(Boolean)
    expect(left).toEqual([expect.objectContaining({ lead: true, status: 'active' })])
  })

  test('a lead switched off while the other is being demoted: one of both is refused', async () => {
    const of = await staffed(world)
    const other = await joinedAgent(world, of, { lead: true })
    const as = await world.service('operator')
    const demote = () => update(other.id, { lead: false }, { of, as })
    const answer = await meanwhile(demote, () => act(of.lead.id, 'deactivate', { of, as }))
    expectRefusal(answer, 409, 'last_lead')
  })
})
