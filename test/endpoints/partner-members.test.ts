/** What agents of partners may change of members, and who hears of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, stored, teamMember } from './helpers.ts'
import { givenPartnered, type Partnered } from './partner-changes.ts'

let world: World
let given: Partnered
const members = (...people: object[]) => ({ members: people })

const both = ['reseller', 'implementation-partner'] as const
describe.each(both)('members, by an agent of a partner: %s', (role) => {
  beforeAll(async () => {
    world = await givenWorld()
    given = await givenPartnered(world, role)
  })
  afterAll(() => world?.stop())

  test('talkdesk.r08: who is created is an Administrator, and nothing else', async () => {
    const email = 'new-admin@example.com'
    const before = await stored()
    const refused = await given.ask('POST', '/members', members({ name: 'Nina', email, roles: ['agent'] }))
    expectRefusal(refused, 403, 'not_permitted', 'members[0].roles[0]')
    expect(await unrecorded()).toEqual(without(before))
    const answer = await given.ask('POST', '/members', members({ name: 'Nina', email, roles: ['administrator'] }))
    const [member] = world.must(answer, 201).items
    expect(member).toMatchObject({ roles: ['administrator'], status: 'invited', invitedBy: null })

    const [toOwner, ...more] = await given.told(given.account.owner.email)
    expect(more).toEqual([])
    expect(toOwner?.subject).toMatch(/^Partner invited Nina in Account/)
    expect(toOwner?.text).toMatch(
      /Agent of Partner, a partner of .*, invited Nina[\s\S]*Role: +Administrator\nAddress: +new-admin@/,
    )
    const [invitation] = world.mailsTo(email)
    expect(invitation?.text).toContain('Partner invites you to the account')
    const offered = await world.ask('GET', `/invitations/${world.tokenMailedTo(email)}`)
    expect(world.must(offered, 200).invitedBy).toEqual({ name: 'Partner' })
    world.must(await world.accept(email), 200)
  })

  test('the users of the account are exported as a file, and the account sees that they were', async () => {
    const { id, owner } = given.account
    const answer = await world.ask('GET', `/accounts/${id}/members`, {
      as: given.agent.email,
      headers: { accept: 'text/csv' },
    })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(answer.text).toContain(owner.email)
    const path = `/accounts/${id}/activity?member=${given.agent.id}&action=agents.agent.export`
    const { items } = world.must(await world.ask('GET', path, { as: owner.email }), 200)
    expect(items).toContainEqual(
      expect.objectContaining({ partner: given.agent.partner, outcome: 'permitted', personalData: true }),
    )
  })

  test('a login with a password the agent knows is not theirs to make, nor what the platform alone knows', async () => {
    const login = { firstName: 'Lo', lastName: 'Gin', login: 'lo.gin', roles: ['administrator'] }
    const create = { ...login, password: 'Correct1horse', repeatedPassword: 'Correct1horse' }
    expectRefusal(await given.ask('POST', '/members', { create }), 403, 'not_permitted', 'create')
    const provision = { subject: 'sub', name: 'Known', email: 'known@example.com', roles: ['administrator'] }
    expectRefusal(await given.ask('POST', '/members', { provision }), 403, 'scope_missing', 'provision')
  })

  test('talkdesk.r09: a role change goes only to Administrator, whatever the member holds', async () => {
    const agent = await given.person(['agent'], 'Rita')
    const admin = await given.person(['administrator'])
    const down = await given.ask('PATCH', `/members/${admin.id}`, { roles: ['agent'] })
    expectRefusal(down, 403, 'not_permitted', 'roles[0]')
    const { roles } = world.must(await given.ask('PATCH', `/members/${agent.id}`, { roles: ['administrator'] }), 200)
    expect(roles).toEqual(['administrator'])

    const [toPerson, ...more] = await given.told(agent.email)
    expect(more).toEqual([])
    expect(toPerson?.text).toMatch(/Hello Rita,[\s\S]*changed your role[\s\S]*Role: +Administrator\nBefore: +Agent\n/)
    // Told once: the partner's mail takes the place of the usual one.
    expect(world.mailsTo(agent.email).map(({ subject }) => subject)).not.toContainEqual(
      expect.stringMatching(/^Your role/),
    )
    const toOwner = (await given.told(given.account.owner.email)).at(-1)
    expect(toOwner?.subject).toMatch(/^Partner changed the role of Rita in /)
    expect(toOwner?.text).toMatch(/Give the member the former role back/)
  })

  test('talkdesk.r10: an address is changed while the invitation is open, and the invitation is resent as long', async () => {
    const open = await given.invited(['administrator'], 'Olga')
    world.must(await given.ask('POST', `/members/${open.id}/resend`), 200)
    const oldLink = world.tokenMailedTo(open.email)
    const email = `moved-${open.id}@example.com`
    expect(world.must(await given.ask('PATCH', `/members/${open.id}`, { email }), 200).email).toBe(email)
    expect((await world.ask('GET', `/invitations/${oldLink}`)).status).toBe(410)

    // At the old address, which is theirs whatever the new one is; it is not told the new one.
    const [toPerson] = await given.told(open.email)
    expect(toPerson?.text).toMatch(/Hello Olga,[\s\S]*changed the address that your invitation goes to/)
    expect(toPerson?.text).not.toContain(email)
    const toOwner = (await given.told(given.account.owner.email)).at(-1)
    expect(toOwner?.text).toMatch(new RegExp(`Address: +${email}\nBefore: +${open.email}\n`))
    world.must(await world.accept(email), 200)

    const late = await given.ask('PATCH', `/members/${open.id}`, { email: 'later@example.com' })
    expectRefusal(late, 409, 'already_accepted', 'email')
    expectRefusal(await given.ask('POST', `/members/${open.id}/resend`), 409, 'already_accepted')
  })

  test('talkdesk.r10: also of an invitation whose role gives no more than what the agent may give', async () => {
    const open = await given.invited(['agent'])
    const body = { email: `elsewhere-${open.id}@example.com` }
    expect(world.must(await given.ask('PATCH', `/members/${open.id}`, body), 200)).toMatchObject({
      ...body,
      roles: ['agent'],
    })
  })

  test('names are closed, each at its field, beside what is open', async () => {
    const { id } = await given.invited(['agent'])
    for (const body of [
      { name: 'Other' },
      { firstName: 'O', lastName: 'Ther' },
      { name: 'O', roles: ['administrator'] },
    ])
      expectRefusal(await given.ask('PATCH', `/members/${id}`, body), 403, 'not_permitted', Object.keys(body)[0])
    expect(world.must(await given.read(id), 200)).toMatchObject({ name: 'Person', roles: ['agent'] })
  })

  test('talkdesk.r14: who is inactive is let in again, nobody else; and nobody is put out', async () => {
    const off = await teamMember(world, given.account, { roles: ['administrator'], status: 'inactive' })
    const open = await given.invited(['agent'])
    expectRefusal(await given.ask('POST', `/members/${open.id}/activate`), 409, 'not_accepted')
    expectRefusal(await given.ask('POST', `/members/${given.account.owner.member}/activate`), 409, 'already_active')
    expect(world.must(await given.ask('POST', `/members/${off.id}/activate`), 200).status).toBe('active')
    expect((await given.told(off.email)).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Partner let you in again in /),
    ])
    expectRefusal(await given.ask('POST', `/members/${off.id}/deactivate`), 403, 'not_permitted')
    const removed = await given.ask('DELETE', `/members/${off.id}`, undefined, { 'if-match': '3' })
    expectRefusal(removed, 403, 'not_permitted')
  })

  test('a second factor is removed; passwords and sessions stay closed', async () => {
    const { id, email } = await given.person(['agent'], 'Mia')
    world.stack.cognito.refuseNext('AdminSetUserMFAPreference', 'InternalErrorException')
    world.must(await given.ask('POST', `/members/${id}/erase-mfa`), 200)
    // Told at once, also where the directory does not follow.
    expect((await given.told(email))[0]?.text).toMatch(/removed the second factor of your sign-in/)
    expect((await given.told(given.account.owner.email)).at(-1)?.subject).toMatch(/second factor of Mia/)
    const body = { password: 'Correct1horse', repeatedPassword: 'Correct1horse' }
    expectRefusal(await given.ask('PUT', `/members/${id}/password`, body), 403, 'not_permitted')
    expectRefusal(await given.ask('POST', `/members/${id}/sign-out`), 403, 'not_permitted')
  })

  test('the list of users is exported, and the audit names agent and partner of each change', async () => {
    const file = await given.ask('GET', '/members', undefined, { accept: 'text/csv' })
    expect(world.must(file, 200)).toContain('email')
    const as = given.account.owner.email
    const { text } = await world.ask('GET', `${given.at}/audit`, { as, headers: { accept: 'text/csv' } })
    expect(text).toMatch(new RegExp(`member.mfa-erased,[^\\n]*,agent,${given.agent.id},[^\\n]*${given.agent.partner}`))
  })

  const isActivity = (line: string) => line.startsWith('ACTIVITY#') || line.startsWith('AGENTOF#')
  const without = (lines: string[]) => lines.filter((line) => !isActivity(line))
  const unrecorded = async () => without(await stored())
})
