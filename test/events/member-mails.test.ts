import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenCabinet } from '../endpoints/cabinet.ts'
import { joined } from '../endpoints/helpers.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { digestsTo, toMonday } from './digests.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ name: 'Acme <b>Ltd</b>' })
})
afterAll(() => world?.stop())

const path = (member: string) => `/accounts/${account.id}/members/${member}`
const as = () => account.owner.email

/** Lets the mails go out; answers those that came after the invitation, oldest first. */
async function toldAfter(email: string) {
  await world.stack.settle()
  return world
    .mailsTo(email)
    .filter(({ subject }) => !subject.startsWith('You are invited'))
    .reverse()
}

describe('what members are told about themselves', () => {
  test('a changed role: what it is now and what it was, by the names people know', async () => {
    const { id, email } = await joined(world, account, { roles: ['support'], name: 'Rita' })
    const roles = ['communication-manager', 'support']
    world.must(await world.ask('PATCH', path(id), { as: as(), body: { roles } }), 200)
    const [mail, ...more] = await toldAfter(email)
    expect(more).toEqual([])
    expect(mail?.subject).toBe('Your role in Acme <b>Ltd</b> was changed')
    expect(mail?.text).toMatch(/Hello Rita,[\s\S]*Now: +Communication Manager, Support\nBefore: +Support\n/)
    expect(mail?.html).toContain('Acme &lt;b&gt;Ltd&lt;/b&gt;')
  })

  test('being switched off: since when, in the account’s zone and in UTC, and that nothing else is touched', async () => {
    const { id, email } = await joined(world, account)
    world.must(await world.ask('POST', `${path(id)}/deactivate`, { as: as() }), 200)
    const [mail, ...more] = await toldAfter(email)
    expect(more).toEqual([])
    expect(mail?.subject).toBe('Your access to Acme <b>Ltd</b> was switched off')
    expect(mail?.text).toMatch(
      /sign-in and other accounts are not touched[\s\S]*Since: +.*\(Europe\/Rome\), which is .* UTC/,
    )
    expect(mail?.links).toEqual([])
  })

  test('being removed: also when the details are erased before the mail goes out', async () => {
    const { id, email } = await joined(world, account, { name: 'Gona' })
    const headers = { 'if-match': '2' }
    world.must(await world.ask('DELETE', path(id), { as: as(), headers }), 204)
    const [mail, ...more] = await toldAfter(email)
    expect(more).toEqual([])
    expect(mail?.subject).toBe('You were removed from Acme <b>Ltd</b>')
    expect(mail?.text).toMatch(/Hello Gona,[\s\S]*your details were erased/)
  })

  test('a role changed before the invitation was accepted is said by the invitation alone', async () => {
    const email = 'not-yet@example.com'
    const members = [{ name: 'Nora', email, roles: ['support'] }]
    const invited = await world.ask('POST', `/accounts/${account.id}/members`, { as: as(), body: { members } })
    const { id } = world.must(invited, 201).items[0]
    world.must(await world.ask('PATCH', path(id), { as: as(), body: { roles: ['admin'] } }), 200)
    expect(await toldAfter(email)).toEqual([])
    expect(world.mailsTo(email)[0]?.text).toMatch(/Role: +Admin\n/)
  })

  test('a name that was changed is nothing to write about', async () => {
    const { id, email } = await joined(world, account)
    world.must(await world.ask('PATCH', path(id), { as: as(), body: { name: 'Another' } }), 200)
    expect(await toldAfter(email)).toEqual([])
  })
})

describe('what members are told about their levels', () => {
  test('changed levels: by agreement and product, what they are now and were; the week’s digest has it too', async () => {
    const cabinet = await givenCabinet(world)
    const employee = await cabinet.employee({ 'c-1': { core: 'user', telephony: 'administrator' } })
    world.must(await cabinet.setLevels(employee.id, { telephony: 'user', chatbots: 'user', core: null }), 200)
    await world.stack.settle()
    const [mail, ...more] = world.mailsTo(employee.email)
    expect(more).toEqual([])
    expect(mail?.subject).toMatch(/^Your access in .* was changed$/)
    expect(mail?.text).toMatch(/Agreement: +c-1\n/)
    expect(mail?.text).toMatch(/Telephony: +User, was Administrator\n/)
    expect(mail?.text).toMatch(/Chatbots: +User, was none\n/)
    expect(mail?.text).toMatch(/System \[CORE\]: +none, was User\n/)

    await toMonday(world)
    const [digest] = digestsTo(world, cabinet.owner.email)
    expect(digest?.text).toContain('in agreement c-1: chatbots User, core taken away, telephony User')
  })
})
