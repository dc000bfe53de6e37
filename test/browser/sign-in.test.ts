import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, givenConsole, signInAs } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

test('a person signs in with code and PKCE, chooses an account, and no token is ever in an address', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Europe' })
  const page = await at.browserOf()
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await page.goto(world.stack.origin)
  await page.getByRole('heading', { name: 'Who may do what, and until when' }).waitFor()
  await looksWell(page, 'welcome')
  expect(await notReachable(page)).toEqual([])
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await signInAs(page, account.owner.email)
  await page.getByRole('heading', { name: /^Hello/ }).waitFor()
  await looksWell(page, 'home')
  expect(await notReachable(page)).toEqual([])
  expect(addresses.some((url) => url.includes('code_challenge_method=S256'))).toBe(true)
  expect(addresses.filter((url) => /eyJ/.test(url))).toEqual([])
  await page.getByRole('main').getByRole('link', { name: 'Acme Europe' }).click()
  await page.waitForURL(`**/accounts/${account.id}/**`)
})

test('an expert sees the deadline counting down on every page, and what they may do', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Watched' })
  const expert = await world.expert(account, { until: world.inHours(5) })
  const page = await at.openAs(expert.email, `/accounts/${account.id}`)
  await page.getByRole('heading', { name: 'My access to Acme Watched' }).waitFor()
  await page
    .getByRole('navigation')
    .getByText(/^0?[45]:\d\d:\d\d left$/)
    .waitFor()
  await page.getByText('Looks, and changes nothing.').first().waitFor()
  await page.getByText('View channels').first().waitFor()
  await looksWell(page, 'my-access')
  expect(await notReachable(page)).toEqual([])
  // Also where the navigation is folded away.
  await page.setViewportSize({ width: 600, height: 900 })
  await page.getByText(/^Your access as an expert: 0?[45]:\d\d:\d\d left/).waitFor()
  await at.pass(5 * 3_600_000)
  await page.getByText('This account is not open to you').waitFor()
  await page.getByText(/^Your access ended by itself on Mon, 3 Mar 2031/).waitFor()
})

test('a sign-in that runs out is renewed in a window of its own, and nothing that was written is lost', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Tomorrow' })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/team`)
  await page.getByRole('button', { name: 'Invite members' }).click()
  const invite = page.getByRole('dialog', { name: /^Invite/ })
  await invite.getByLabel('Name').fill('Vera Written')
  await invite.getByLabel('Email').fill('vera@example.com')
  await invite.getByRole('button', { name: 'Roles' }).click()
  await page.getByRole('option', { name: /Support/ }).click()
  await page.evaluate(`for (const [key, kept] of Object.entries(sessionStorage)) if (key.startsWith('oidc.user:'))
    sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(kept), refresh_token: 'over', expires_at: 0 }))`)
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await invite.getByText('Your sign-in has run out.').waitFor()
  const opened = page.waitForEvent('popup')
  await invite.getByRole('button', { name: 'Sign in again' }).click()
  const popup = await opened
  await popup.locator('button.person', { hasText: account.owner.email }).first().click()
  await invite.getByText('You are signed in again.').waitFor()
  expect(popup.isClosed()).toBe(true)
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByText('Vera Written is invited to the team.').waitFor()
})

test('signing out forgets the person', async () => {
  const { world } = at
  const account = await world.account()
  await world.person(account.owner.email, { name: 'Somebody' })
  const page = await at.browserOf()
  await page.goto(world.stack.origin)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await signInAs(page, account.owner.email)
  await page.getByRole('button', { name: /Somebody/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: /Sign out of/ }).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Who may do what, and until when' }).waitFor()
  expect(await page.evaluate('Object.keys(sessionStorage)')).toEqual([])
})
