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
  await at.pass(5 * 3_600_000)
  await page.getByText('This account is not open to you').waitFor()
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
