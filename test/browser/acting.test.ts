import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { path, started } from '../endpoints/delegations.ts'
import { partnered } from '../endpoints/partners.ts'
import type { GivenAccount } from '../given.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

const banner = (page: Page) => page.getByText('You act on behalf of Owner')
const own = (page: Page) => page.getByText('You speak for yourself again')
const activityOf = async (account: GivenAccount, who: string) =>
  (await at.world.ask('GET', `/accounts/${account.id}/activity?member=${who}`, { as: account.owner.email })).body.items

test('talkdesk.r13: an agent acts on behalf of a member, looks only unless asked, and both names stay', async () => {
  const { world } = at
  const { account, agent } = await partnered(world, 'implementation-partner')
  const page = await at.openAs(agent.email, `/accounts/${account.id}/access`)
  await page.getByRole('button', { name: 'Act on behalf of…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Act on behalf of a member' })
  await dialog.getByRole('button', { name: 'Start' }).click()
  await dialog.getByText('Choose the member').waitFor()
  await looksWell(page, 'acting-dialog')
  expect(await notReachable(page)).toEqual([])
  expect(await dialog.getByRole('radio', { name: 'Read only' }).isChecked()).toBe(true)
  await dialog.getByRole('button', { name: /^On behalf of/ }).click()
  await page.getByRole('option', { name: /Owner/ }).click()
  await dialog.getByLabel('Reason').fill('no')
  await dialog.getByRole('button', { name: 'Start' }).click()
  await dialog
    .getByText(/^Error: .*3 characters|3 characters$/i)
    .first()
    .waitFor()
  await dialog.getByLabel('Reason').fill('Ticket 1234: set up call routing')
  await dialog.getByRole('button', { name: 'Start' }).click()

  await banner(page).waitFor()
  await page.getByText('nothing can be changed').waitFor()
  await page
    .getByText(/^(00:59|01:00):\d\d left$/)
    .first()
    .waitFor()
  await looksWell(page, 'acting')
  expect(await notReachable(page)).toEqual([])
  const [delegation] = (await world.ask('GET', path(account), { as: account.owner.email })).body.items
  expect(delegation).toMatchObject({ access: 'read-only', onBehalfOf: account.owner.member, agent: { id: agent.id } })
  // It stays on every page, and what both may not do is not there.
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click()
  await banner(page).waitFor()
  expect(await page.getByRole('navigation').getByRole('link', { name: 'Partners' }).count()).toBe(0)

  await page.getByRole('button', { name: 'End delegation' }).click()
  await own(page).waitFor()
  await page.getByText('You ended it.').waitFor()
  await page.getByRole('button', { name: 'Act on behalf of…' }).first().waitFor()
  expect((await world.ask('GET', path(account, delegation.id), { as: account.owner.email })).body.status).toBe('ended')
})

test('when time ends a delegation, or somebody else, the tab goes on as the agent themselves and says why', async () => {
  const { world } = at
  const { account, agent } = await partnered(world, 'implementation-partner')
  const page = await at.openAs(agent.email, `/accounts/${account.id}/partners`)
  const begin = async () => {
    const delegation = await started(world, account, agent, { access: 'write' })
    await page.goto(page.url().replace(/\?.*/, ''))
    await page.getByRole('button', { name: 'Act', exact: true }).click()
    await banner(page).waitFor()
    return delegation
  }
  const waiting = page.getByRole('tab', { name: 'Waiting changes' })
  const first = await begin()
  await page.getByText('what you and they may do is open').waitFor()
  await waiting.click()
  await page.getByText('Nothing waits').waitFor()
  const both = {
    member: agent.id,
    subject: account.owner.member,
    resource: expect.objectContaining({ type: 'gatepass' }),
  }
  expect(await activityOf(account, first.id)).toContainEqual(expect.objectContaining(both))
  world.must(await world.ask('DELETE', path(account, first.id), { as: account.owner.email }), 200)
  // Nothing else is asked for: the banner itself looks every half a minute.
  await at.pass(31_000)
  await own(page).waitFor()
  await page.getByText('Somebody of the account ended it.').waitFor()
  await looksWell(page, 'acting-over')

  const second = await begin()
  world.must(await world.ask('DELETE', path(account, second.id), { as: account.owner.email }), 200)
  // A request that is refused because it is over is asked again as the agent.
  await waiting.click()
  await page.getByText('Somebody of the account ended it.').waitFor()
  await page.getByText('Nothing waits').waitFor()

  // From the list of what is open, in all accounts, the way leads back in.
  await started(world, account, agent)
  await page.getByRole('link', { name: 'Partner', exact: true }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Acting now' }).click()
  await page.getByRole('rowheader', { name: /^Account/ }).waitFor()
  await page.getByRole('gridcell', { name: 'Owner', exact: true }).waitFor()
  await looksWell(page, 'acting-now')
  expect(await notReachable(page)).toEqual([])
  await page.getByRole('button', { name: /^Act, / }).click()
  await banner(page).waitFor()
  await at.pass(3_600_000)
  await page.getByText('Its time has run out.').waitFor()
  await page.getByRole('button', { name: 'Act on behalf of…' }).first().waitFor()
  expect(await page.evaluate(`sessionStorage.getItem('gatepass.acting.${account.id}')`)).toBeNull()
})
