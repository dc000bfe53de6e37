/** What agents of partners are told, read as they arrive. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentNow, inviteAgent, joinedAgent, register, type Staff, staffed } from '../endpoints/staff.ts'
import { givenWorld, type World } from '../given.ts'

let world: World
let staff: Staff
beforeAll(async () => {
  world = await givenWorld()
  staff = await staffed(world, { name: 'Acme <b>Partners</b>' })
})
afterAll(() => world?.stop())

const agents = (id: string, rest = '') => `${staff.path}/agents/${id}${rest}`
/** Lets the mails go out; answers those that came after the invitation, newest first. */
async function toldAfter(email: string) {
  await world.stack.settle()
  return world.mailsTo(email).filter(({ subject }) => !subject.startsWith('You are invited'))
}

describe('what agents are told', () => {
  test('the invitation: by whom, to whose staff, as what, until when, and one link', async () => {
    const { email } = await inviteAgent(world, staff, { name: 'Ada', lead: true })
    await world.stack.settle()
    const [mail, ...more] = world.mailsTo(email)
    expect(more).toEqual([])
    expect(mail?.subject).toBe('You are invited to act for Acme <b>Partners</b>')
    for (const part of [
      'Hello Ada,',
      'Lea Lead invites you to the staff of Acme <b>Partners</b>.',
      'Reseller',
      'Lead the staff: invite and remove others',
      'The link works until Sat, 28 Nov 2026, 10:00 UTC',
      `${world.stack.origin}/invitations/`,
    ])
      expect(mail?.text).toContain(part)
    expect(mail?.html).toContain('Acme &lt;b&gt;Partners&lt;/b&gt;')
    expect(new Set(mail?.links).size).toBe(1)
  })

  test('the first agent is invited by the platform, and the mail’s way is followed', async () => {
    const { email, answer } = await register(world)
    await world.stack.settle()
    expect(world.mailsTo(email)[0]?.text).toContain('The platform invites you to the staff of Partner.')
    const { id } = world.must(answer, 201)
    const listed = await world.ask('GET', `/partners/${id}/agents`, { as: await world.service('operator') })
    expect(world.must(listed, 200).items[0].delivery).toEqual({ state: 'delivered', at: world.now() })
  })

  test('one that was sent again before it went out is mailed once, with the link that works', async () => {
    const { email, answer } = await inviteAgent(world, staff)
    const { id } = world.must(answer, 201).items[0]
    world.must(await world.ask('POST', agents(id, '/resend'), { as: staff.lead.email }), 200)
    await world.stack.settle()
    expect(world.mailsTo(email)).toHaveLength(1)
    expect(await agentNow(world, staff, id)).toMatchObject({ delivery: { state: 'delivered' } })
    world.must(await world.accept(email), 200)
  })

  test('being switched off: by whom, and since when; nothing where it was undone before the mail went out', async () => {
    const { id, email } = await joinedAgent(world, staff, { name: 'Bea' })
    const turn = async (way: string, as = staff.lead.email) =>
      world.must(await world.ask('POST', agents(id, way), { as }), 200)
    await turn('/deactivate')
    await turn('/activate')
    expect(await toldAfter(email)).toEqual([])
    await turn('/deactivate')
    const [mail] = await toldAfter(email)
    expect(mail?.subject).toBe('Your access as an agent of Acme <b>Partners</b> was switched off')
    expect(mail?.text).toMatch(/Hello Bea,[\s\S]*Why: +Lea Lead switched it off\nSince: +Sat, 21 Nov 2026, 10:00 UTC/)
    expect(mail?.links).toEqual([])
    await turn('/activate')
    await turn('/deactivate', await world.service('operator'))
    expect((await toldAfter(email))[0]?.text).toContain('The platform switched it off')
  })

  test('being removed: by whom, though the details are erased before the mail goes out', async () => {
    const { id, email } = await joinedAgent(world, staff, { name: 'Cleo' })
    world.must(await world.ask('DELETE', agents(id), { as: staff.lead.email }), 204)
    const [mail, ...more] = await toldAfter(email)
    expect(more).toEqual([])
    expect(mail?.subject).toBe('You are no longer an agent of Acme <b>Partners</b>')
    expect(mail?.text).toMatch(/Hello Cleo,[\s\S]*your details were erased[\s\S]*By: +Lea Lead/)
  })

  test('an invitation withdrawn; and who declined is not told what they know', async () => {
    const one = await inviteAgent(world, staff)
    await world.stack.settle()
    world.must(await world.ask('DELETE', agents(one.answer.body.items[0].id), { as: staff.lead.email }), 204)
    const [mail] = await toldAfter(one.email)
    expect(mail?.subject).toBe('Your invitation to act for Acme <b>Partners</b> was withdrawn')

    const two = await inviteAgent(world, staff)
    await world.stack.settle()
    const token = world.tokenMailedTo(two.email)
    world.must(await world.ask('POST', `/invitations/${token}/decline`, { as: two.email }), 200)
    world.must(await world.ask('DELETE', agents(two.answer.body.items[0].id), { as: staff.lead.email }), 204)
    expect(await toldAfter(two.email)).toEqual([])
  })
})
