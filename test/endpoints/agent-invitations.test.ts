/** How an invited person becomes an agent: of one partner, with one identity. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentOfKey } from '../../shared/keys.ts'
import type { AgentRecord } from '../../shared/partners/model.ts'
import { read } from '../../shared/table.ts'
import { day, plus } from '../../shared/time.ts'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, meanwhile, stored, subjectOf } from './helpers.ts'
import { address, agentNow, auditOf, inviteAgent, joinedAgent, type Staff, staffed } from './staff.ts'

let world: World
let staff: Staff
beforeAll(async () => {
  world = await givenWorld()
  staff = await staffed(world, { name: 'Acme Partners' })
})
afterAll(() => world?.stop())

/** Invited and mailed, not answered. */
async function invited(to: Staff = staff, changes: { email?: string; lead?: boolean } = {}) {
  const { email, answer } = await inviteAgent(world, to, changes)
  const { id } = world.must(answer, 201).items[0]
  await world.stack.settle()
  return { id: id as string, email, token: world.tokenMailedTo(email) }
}
const me = async (email: string) => world.must(await world.ask('GET', '/me', { as: email }), 200)

describe('an invitation to the staff of a partner', () => {
  test('says whose, by whom and as what, with a shortened address; looking changes nothing', async () => {
    const { token, email } = await invited(staff, { lead: true })
    const before = await stored()
    expect(world.must(await world.ask('GET', `/invitations/${token}`), 200)).toEqual({
      ...{ partner: { name: 'Acme Partners' }, kind: 'agent', role: 'Reseller', lead: true },
      ...{ name: 'Ada Agent', email: `${email.slice(0, 1)}…@partner.example.com`, invitedBy: { name: 'Lea Lead' } },
      ...{ expiresAt: plus(world.now(), 7 * day), state: 'open' },
    })
    expect(await stored()).toEqual(before)
  })

  test('waits at /me for the address, and once accepted tells whose agent the person is', async () => {
    const { id, email } = await invited()
    const partner = { id: staff.id, name: 'Acme Partners' }
    const waiting = await me(email)
    expect([waiting.partner, waiting.invitations]).toEqual([
      null,
      [{ partner, agent: id, kind: 'agent', expiresAt: plus(world.now(), 7 * day) }],
    ])
    expect(world.must(await world.accept(email), 200)).toEqual({ partner: staff.id, agent: id, status: 'active' })
    const { partner: mine, invitations, memberships } = await me(email)
    const { may, regions, ...place } = mine
    expect(place).toEqual({ ...partner, role: 'reseller', agent: id, lead: false, status: 'active' })
    expect(may).toEqual(['partner-account.list', 'organization.list', 'organization.update', 'express-account.create'])
    expect(regions).toEqual([{ id: 'any', name: 'Any region' }])
    expect([invitations, memberships]).toEqual([[], []])
    expect(await agentNow(world, staff, id)).toMatchObject({ status: 'active', acceptedAt: world.now(), version: 2 })
    const [accepted] = await auditOf(world, staff)
    const actor = { type: 'agent', id, partner: staff.id }
    expect(accepted).toMatchObject({ action: 'agent.accepted', actor, target: id })
  })

  test('is for the invited address alone, verified', async () => {
    const { id, token, email } = await invited()
    const as = (person: string) => world.ask('POST', `/invitations/${token}/accept`, { as: person })
    expectRefusal(await as('other@partner.example.com'), 403, 'email_mismatch')
    expectRefusal(await as(await world.person(email, { emailVerified: false })), 403, 'email_unverified')
    expect((await agentNow(world, staff, id))?.status).toBe('invited')
  })

  test('declined, it is dead, nobody is let in, and the address can be invited again', async () => {
    const { id, token, email } = await invited()
    const answer = await world.ask('POST', `/invitations/${token}/decline`, { as: email })
    expect(world.must(answer, 200)).toEqual({ partner: staff.id, agent: id, status: 'revoked' })
    expectRefusal(await world.accept(email, token), 410, 'invitation_declined')
    expect((await me(email)).partner).toBeNull()
    expect((await auditOf(world, staff))[0]).toMatchObject({ action: 'agent.declined', target: id })
    await invited(staff, { email })
  })

  test('withdrawn, it is dead', async () => {
    const { id, email, token } = await invited()
    world.must(await world.ask('DELETE', `${staff.path}/agents/${id}`, { as: staff.lead.email }), 204)
    expectRefusal(await world.accept(email, token), 410, 'invitation_withdrawn')
  })

  test('of an inactive partner, or at a domain it has lost, lets nobody in; it can be declined', async () => {
    const other = await staffed(world)
    const one = await invited(other)
    const as = await world.service('operator')
    const set = async (body: object) => world.must(await world.ask('PATCH', other.path, { as, body }), 200)
    await set({ status: 'inactive' })
    expectRefusal(await world.ask('GET', `/invitations/${one.token}`), 409, 'partner_inactive')
    expectRefusal(await world.accept(one.email, one.token), 409, 'partner_inactive')
    await set({ status: 'active', domains: ['new.example.com'] })
    expectRefusal(await world.accept(one.email, one.token), 422, 'domain_not_allowed')
    world.must(await world.ask('POST', `/invitations/${one.token}/decline`, { as: one.email }), 200)
  })
})

describe('nobody is agent of two partners', () => {
  test('who is one of another, even switched off there, is refused until removed there', async () => {
    const other = await staffed(world)
    const { id, email } = await joinedAgent(world, other)
    const as = other.lead.email
    world.must(await world.ask('POST', `${other.path}/agents/${id}/deactivate`, { as }), 200)
    const { token } = await invited(staff, { email })
    const before = await stored()
    expectRefusal(await world.accept(email, token), 409, 'already_agent')
    expect(await stored()).toEqual(before)
    world.must(await world.ask('DELETE', `${other.path}/agents/${id}`, { as }), 204)
    world.must(await world.accept(email, token), 200)
    expect((await me(email)).partner.id).toBe(staff.id)
  })

  test('invitations of two partners accepted at the same time: one counts', async () => {
    const other = await staffed(world)
    const email = address(world)
    const [one, two] = [await invited(staff, { email }), await invited(other, { email })]
    const answers = await Promise.all([world.accept(email, one.token), world.accept(email, two.token)])
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, 'already_agent'])
    const won = answers[0]?.status === 200 ? one.id : two.id
    expect(await read<AgentRecord>(agentOfKey(await subjectOf(world, email)))).toMatchObject({ agent: won })
  })

  test('the same invitation accepted twice at once: once, and it is told so', async () => {
    const { email, token } = await invited()
    const answers = await Promise.all([world.accept(email, token), world.accept(email, token)])
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, 'invitation_used'])
  })

  test('accepted while it is being withdrawn: nobody is let in', async () => {
    const { id, email, token } = await invited()
    const remove = () => world.ask('DELETE', `${staff.path}/agents/${id}`, { as: staff.lead.email })
    expectRefusal(await meanwhile(() => world.accept(email, token), remove), 410, 'invitation_withdrawn')
    expect(await read(agentOfKey(await subjectOf(world, email)))).toBeUndefined()
  })
})
