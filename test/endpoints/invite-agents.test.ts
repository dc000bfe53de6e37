import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day, plus } from '../../shared/time.ts'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, stored } from './helpers.ts'
import { address, agentNow, auditOf, inviteAgent, joinedAgent, type Staff, staffed } from './staff.ts'

let world: World
let staff: Staff
beforeAll(async () => {
  world = await givenWorld()
  staff = await staffed(world)
})
afterAll(() => world?.stop())

const invite = async (agents: object[], as: string = staff.lead.email, headers = {}) =>
  world.ask('POST', `${staff.path}/agents`, { as, body: { agents }, headers })
const lookAt = (token: string) => world.ask('GET', `/invitations/${token}`)

describe('inviting agents', () => {
  test('talkdesk.r35: each is a named person at the partner’s own domain; nobody else is invited, and nothing is written', async () => {
    const before = await stored()
    const answer = await invite([
      { name: 'Ada', email: 'ada@partner.example.com' },
      { name: 'Help Desk', email: 'support+1@partner.example.com' },
      { name: 'Bob', email: 'bob@gmail.com' },
      { name: 'Cleo', email: 'cleo@mail.partner.example.com' },
      { name: 'Ada again', email: 'ADA@partner.example.com' },
    ])
    expect(answer.status).toBe(422)
    expect(answer.body.faults.map(({ code, field }: { code: string; field: string }) => `${field} ${code}`)).toEqual([
      'agents[1].name name_shared',
      'agents[1].email email_shared',
      'agents[2].email email_personal',
      'agents[3].email domain_not_allowed',
      'agents[4].email duplicate_email',
    ])
    expect(await stored()).toEqual(before)
  })

  test('a lead invites several at once, some of whom shall lead; each is mailed a link and seen with its delivery', async () => {
    const [one, two] = [address(world), address(world)]
    const answer = await invite([
      { name: 'Ada', email: one.toUpperCase() },
      { name: 'Bea', email: two, lead: true },
    ])
    const [ada, bea] = world.must(answer, 201).items
    expect(ada).toEqual({
      ...{ id: expect.any(String), status: 'invited', name: 'Ada', email: one, lead: false, createdAt: world.now() },
      ...{ invitedBy: staff.lead.id, acceptedAt: null, activeUntil: null, version: 1 },
      ...{ delivery: { state: 'queued', at: null }, linkExpiresAt: plus(world.now(), 7 * day) },
    })
    expect(bea).toMatchObject({ email: two, lead: true })
    await world.stack.settle()
    expect([world.mailsTo(one).length, world.mailsTo(two).length]).toEqual([1, 1])
    expect((await agentNow(world, staff, ada.id))?.delivery?.state).toBe('delivered')
  })

  test('all or none: one with an open invitation keeps the others out', async () => {
    const { email } = await inviteAgent(world, staff)
    const before = await stored()
    const answer = await invite([
      { name: 'New', email: address(world) },
      { name: 'Again', email },
    ])
    expectRefusal(answer, 409, 'already_invited', 'agents[1].email')
    expect(await stored()).toEqual(before)
  })

  test('as many as fit one commit, and not one more', async () => {
    const people = Array.from({ length: 25 }, () => ({ name: 'Ada', email: address(world) }))
    expectRefusal(await invite(people), 400, 'invalid_body', 'agents')
    const answer = await invite(people.slice(1), staff.lead.email, { 'idempotency-key': 'many' })
    expect(world.must(answer, 201).items).toHaveLength(24)
  })

  test('once for each key, apart from the same key at another partner', async () => {
    const other = await staffed(world)
    const headers = { 'idempotency-key': 'agents-1' }
    const agents = [{ name: 'Ada', email: address(world) }]
    const as = await world.service('operator')
    const first = world.must(await invite(agents, as, headers), 201).items
    expect(world.must(await invite(agents, as, headers), 201).items).toEqual(first)
    const there = await world.ask('POST', `${other.path}/agents`, { as, body: { agents }, headers })
    expect(world.must(there, 201).items[0].id).not.toBe(first[0].id)
  })
})

describe('the link', () => {
  test('talkdesk.r37: it works until the last millisecond of seven days', async () => {
    const { email } = await inviteAgent(world, staff)
    await world.stack.settle()
    const token = world.tokenMailedTo(email)
    const end = plus(world.now(), 7 * day)
    expect(world.must(await lookAt(token), 200).expiresAt).toBe(end)
    world.setNow(plus(end, -1))
    expect((await lookAt(token)).status).toBe(200)
    world.setNow(end)
    expectRefusal(await lookAt(token), 410, 'invitation_expired')
    expectRefusal(await world.accept(email, token), 410, 'invitation_expired')
  })

  test('talkdesk.r37: sent again, also when it has run out, another one works for seven days and the old one is dead', async () => {
    const { email, answer } = await inviteAgent(world, staff)
    const { id } = world.must(answer, 201).items[0]
    await world.stack.settle()
    const old = world.tokenMailedTo(email)
    world.pass(8 * day)
    const again = await world.ask('POST', `${staff.path}/agents/${id}/resend`, { as: staff.lead.email })
    expect(world.must(again, 200)).toMatchObject({ linkExpiresAt: plus(world.now(), 7 * day), version: 2 })
    await world.stack.settle()
    expectRefusal(await lookAt(old), 410, 'invitation_rotated')
    expect(world.mailsTo(email)).toHaveLength(2)
    world.must(await world.accept(email), 200)
    const [, resent] = (await auditOf(world, staff)).filter(({ target }: { target: string }) => target === id)
    expect(resent).toMatchObject({ action: 'agent.resent', before: { rotation: 1 }, after: { rotation: 2 } })
  })

  test('it is sent again only while it was not accepted', async () => {
    const { id } = await joinedAgent(world, staff)
    const again = await world.ask('POST', `${staff.path}/agents/${id}/resend`, { as: staff.lead.email })
    expectRefusal(again, 409, 'already_accepted')
  })
})
