/** The page behind the link of an invitation: what is offered, answering it, and links that lead nowhere any more. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deadLinks } from '../endpoints/dead-links.ts'
import { subjectOf } from '../endpoints/helpers.ts'
import { givenPartnered, publishWaiting } from '../endpoints/partner-changes.ts'
import { setAgent } from '../endpoints/partners.ts'
import { inviteAgent, register, staffed } from '../endpoints/staff.ts'
import { type Console, givenConsole, signInAs } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

const open = async (page: Page, token: string) => page.goto(`${at.world.stack.origin}/invitations/${token}`)
const opened = async (token: string): Promise<Page> => {
  const page = await at.browserOf()
  await open(page, token)
  return page
}
const main = (page: Page) => page.getByRole('main')

test('an expert reads what is offered, signs in as the wrong person, then as the right one, accepts, and goes straight in', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme India', region: 'india', timeZone: 'Asia/Kolkata' })
  const experts = [{ name: 'Vera Verdi', email: 'vera.verdi@tatacommunications.com' }]
  const vera = await world.invited(account, { experts, access: 'limited-write', until: world.inHours(8) })
  await Promise.all([world.person(experts[0]?.email ?? '', { name: 'Vera' }), world.person('other@example.com')])
  const page = await opened(world.tokenMailedTo(vera.email))
  await page.getByRole('heading', { name: 'Owner invites you to Acme India' }).waitFor()
  await page.getByText('Expert: may update configurations').waitFor()
  await page.getByText('Mon, 3 Mar 2031, 23:30 GMT+5:30').waitFor()
  await page.getByText(/Mon, 3 Mar 2031, 18:00 UTC · Asia\/Kolkata is the account’s time zone/).waitFor()
  await page.getByText(/0[78]:\d\d:\d\d left/).waitFor()
  await looksWell(page, 'invitation')
  expect(await notReachable(page)).toEqual([])

  await page.getByRole('button', { name: 'Sign in to answer' }).click()
  await signInAs(page, 'other@example.com')
  await page.getByText('You are signed in as other@example.com').waitFor()
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.getByText('sent to a different email address').waitFor()
  await looksWell(page, 'invitation-wrong-person')
  expect(await notReachable(page)).toEqual([])
  await page.getByRole('button', { name: 'Sign in as someone else' }).first().click()
  await signInAs(page, vera.email)
  await page.reload()
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.getByRole('heading', { name: 'You have access to Acme India' }).waitFor()
  await page.getByText('Your access ends by itself on').waitFor()
  await looksWell(page, 'invitation-accepted')
  await page.getByRole('link', { name: 'Go to Acme India' }).click()
  await page.getByRole('heading', { name: 'My access to Acme India' }).waitFor()
  expect(await world.may(account, vera.id)).toBe(true)
  await page.goBack()
  await page.getByRole('heading', { name: 'This invitation was accepted already' }).waitFor()
})

test('declining asks first and says what follows; the link is dead after it', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Declined' })
  const expert = await world.invited(account)
  const token = world.tokenMailedTo(expert.email)
  const page = await at.openAs(expert.email, `/invitations/${token}`)
  await page.getByRole('button', { name: 'Decline' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('You get no access to Acme Declined. The link stops working').waitFor()
  await looksWell(page, 'invitation-declining')
  expect(await notReachable(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect((await world.ask('GET', `/invitations/${token}`)).status).toBe(200)
  await page.getByRole('button', { name: 'Decline' }).click()
  await dialog.getByRole('button', { name: 'Decline the invitation' }).click()
  await page.getByRole('heading', { name: 'The invitation is declined' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'This invitation was declined' }).waitFor()
})

test('each link that leads nowhere any more says what happened and what to do', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Dead' })
  const titles: Record<string, string> = {
    invitation_used: 'This invitation was accepted already',
    invitation_rotated: 'There is a newer link',
    invitation_expired: 'This invitation has run out',
    invitation_declined: 'This invitation was declined',
    invitation_withdrawn: 'This invitation was withdrawn',
    invitation_unknown: 'This link leads nowhere',
  }
  const page = await at.browserOf()
  for (const [, , code, make] of deadLinks) {
    const { token } = await make(world, account)
    await open(page, token)
    await page.getByRole('heading', { name: titles[code] ?? code, level: 1 }).waitFor()
    await main(page)
      .getByText(/ask|sign in|latest mail/i)
      .first()
      .waitFor()
    await main(page).getByRole('link', { name: 'To the start page' }).waitFor()
  }
  await looksWell(page, 'invitation-dead')
  expect(await notReachable(page)).toEqual([])
})

test('a partner that was switched off, and an account that was terminated, say so; offline can be tried again', async () => {
  const { world } = at
  const operator = await world.service('operator')
  const { email, answer } = await register(world)
  await world.stack.settle()
  const partner = `/partners/${answer.body.id}`
  world.must(await world.ask('PATCH', partner, { as: operator, body: { status: 'inactive' } }), 200)
  const page = await opened(world.tokenMailedTo(email))
  await page.getByRole('heading', { name: 'This partner lets nobody in at the moment' }).waitFor()
  const account = await world.account({ name: 'Acme Closed' })
  const expert = await world.invited(account)
  for (const action of ['suspend', 'cancel', 'terminate']) {
    const move = { as: operator, body: { action } }
    world.must(await world.ask('POST', `/accounts/${account.id}/lifecycle`, move), 200)
  }
  await open(page, world.tokenMailedTo(expert.email))
  await page.getByRole('heading', { name: 'This account is closed' }).waitFor()
  const other = await world.invited(await world.account({ name: 'Acme Far' }))
  await page.route('**/api/invitations/**', (route) => route.abort('connectionrefused'))
  await open(page, world.tokenMailedTo(other.email))
  await page.getByText('The server cannot be reached.').waitFor()
  await page.unroute('**/api/invitations/**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Owner invites you to Acme Far' }).waitFor()
  at.faults.splice(0, at.faults.length, ...at.faults.filter((fault) => !fault.includes('ERR_CONNECTION_REFUSED')))
})

test('an agent is told whose staff it is, and led to the accounts of its partner', async () => {
  const { world } = at
  const staff = await staffed(world, { name: 'Setup Partner' })
  const { email } = await inviteAgent(world, staff, { name: 'Ada Agent' })
  await world.stack.settle()
  const page = await at.openAs(email, `/invitations/${world.tokenMailedTo(email)}`)
  await page.getByRole('heading', { name: 'Lea Lead invites you to act for Setup Partner' }).waitFor()
  await page.getByText('You are let into the accounts of its customers').waitFor()
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.getByRole('heading', { name: 'You are an agent of Setup Partner' }).waitFor()
  await main(page).getByRole('link', { name: 'See the accounts of your partner' }).waitFor()
})

test('what can be mended is told beside the offer, and who invited without a right to takes the link along', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Mended' })
  const unverified = await world.invited(account)
  await world.person(unverified.email, { emailVerified: false })
  const page = await at.openAs(unverified.email, `/invitations/${world.tokenMailedTo(unverified.email)}`)
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.getByText(/Your email address is not verified yet/).waitFor()

  const twice = await world.invited(account)
  const provision = { name: 'Member', email: 'member@example.com', roles: ['support'] }
  const known = { ...provision, subject: await subjectOf(world, twice.email) }
  const members = { as: await world.service('operator'), body: { provision: known } }
  world.must(await world.ask('POST', `/accounts/${account.id}/members`, members), 201)
  const member = await at.openAs(twice.email, `/invitations/${world.tokenMailedTo(twice.email)}`)
  await member.getByRole('button', { name: 'Accept' }).click()
  await member.getByText('You are a member of this account already').waitFor()
  await member.getByRole('link', { name: 'See where you have access' }).waitFor()

  await publishWaiting(world, 'talkdesk-shown', { roles: 24 })
  const given = await givenPartnered(world, 'implementation-partner', 'talkdesk-shown')
  const [nina, nils] = ['nina@example.com', 'nils@example.com']
  const people = [nina, nils].map((email) => ({ name: 'Person', email, roles: ['administrator'] }))
  world.must(await given.ask('POST', '/members', { members: people }), 201)
  await world.stack.settle()
  const waiting = await at.openAs(nina, `/invitations/${world.tokenMailedTo(nina)}`)
  await waiting.getByText('Can be accepted from').waitFor()
  await waiting.getByText(/cannot be accepted yet/).waitFor()
  expect(await waiting.getByRole('button', { name: 'Accept' }).isDisabled()).toBe(true)
  await at.pass(24 * 3_600_000)
  await setAgent(given.agent, { status: 'inactive' })
  const gone = await at.openAs(nils, `/invitations/${world.tokenMailedTo(nils)}`)
  await gone.getByRole('button', { name: 'Accept' }).click()
  await gone.getByRole('heading', { name: 'Whoever invited you cannot do so any more' }).waitFor()
})
