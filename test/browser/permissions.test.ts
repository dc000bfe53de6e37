import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joined, teamMember } from '../endpoints/helpers.ts'
import type { GivenAccount } from '../given.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

const [exporting, numbers] = ['users.user.export', 'user-details.contact-number.hide']

let at: Console
let account: GivenAccount
let owner: { id: string }
let admin: { id: string }
let teammate: { id: string }
let page: Page
beforeAll(async () => {
  at = await givenConsole()
  const { world } = at
  account = await world.account({ name: 'Acme Chats', catalog: { id: 'interakt' }, region: 'any' })
  const as = account.owner.email
  admin = await joined(world, account, { roles: ['admin'], as, name: 'Ada Admin' })
  teammate = await joined(world, account, { roles: ['teammate'], as, name: 'Tom Teammate' })
  const second = await teamMember(world, account, { roles: ['owner'] })
  owner = second
  page = await at.openAs(second.email, `/accounts/${account.id}/permissions`, 'Olga')
  await matrix().waitFor()
})
afterAll(() => at?.close())

const matrix = () => page.getByRole('treegrid', { name: 'Roles and permissions' })
const box = (name: string) => page.getByRole('checkbox', { name })
const bar = () => page.getByRole('region', { name: 'Changes not saved yet' })
const dialog = () => page.getByRole('dialog').last()
const may = (member: string, permission: string) => at.world.may(account, member, permission)
const reason = async (member: string, permission: string): Promise<string> =>
  (await at.world.evaluate(account, { type: 'member', id: member }, permission)).body.context.reason.code
/** Somebody else, beside the console. */
const flip = async (role: string, switches: Record<string, boolean>) =>
  at.world.must(
    await at.world.ask('PUT', `/accounts/${account.id}/roles/${role}/switches`, {
      as: account.owner.email,
      body: switches,
    }),
    200,
  )

test('interakt.r05, interakt.r06, interakt.r07: nothing of the owner can be toggled, nor what the catalog fixes; each lock says why', async () => {
  const everything = matrix().getByRole('img', { name: /^Locked\. This role has everything/ })
  expect(await everything.count()).toBe(21)
  expect(await box('Owner:').count()).toBe(0)
  const settings = matrix().getByRole('row', { name: /^Team Settings/ })
  expect(await settings.getByRole('checkbox').count()).toBe(0)
  expect(await settings.getByRole('img', { name: /^Locked\. The catalog fixes it/ }).count()).toBe(2)
  await page.getByRole('searchbox', { name: 'Find a permission' }).fill('export')
  await page.getByText('(1/21)').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('checkbox', { name: 'Only what can be switched' }).check()
  await page.getByText('(12/21)').waitFor()
  await page.getByRole('checkbox', { name: 'Only what can be switched' }).uncheck()
  const onRequest = page.getByRole('list', { name: 'On request' }).getByRole('listitem')
  expect(await onRequest.allInnerTexts()).toEqual(
    ['Superadmin', 'Sales Lead', 'Sales Agent'].map((name) => `${name} · Role · Not enabled: ask the platform`),
  )
})

test('interakt.r09, interakt.r11, interakt.r14: who loses what is told by name before it is saved, and nothing has changed by then', async () => {
  await box('Admin: Allow to Export Users').uncheck()
  await box('Teammate: Hide user contact number').check()
  await bar().getByText('2 changes').waitFor()
  await box('Teammate: Analytics. Hidden: Hide user contact number').waitFor()
  await page.evaluate('scrollTo(0, 0)')
  await looksWell(page, 'permissions')
  expect(await notReachable(page)).toEqual([])
  await bar().getByRole('button', { name: 'Preview' }).click()
  await dialog().getByText('Ada Admin').waitFor()
  const told = (await dialog().innerText()).replaceAll(/\s+/g, ' ')
  expect(told).toContain('Admin: switches Loses: Allow to Export Users Members affected: 1 Ada Admin')
  expect(told).toContain('Teammate: restrictions Loses: All Users, Add Users, Bulk Tag Users')
  expect(told).toContain('Sees masked from now on: Inbox, Converse in Inbox, Use templates in Inbox')
  expect(told).toContain('Tom Teammate')
  await looksWell(page, 'permissions-preview')
  expect(await notReachable(page)).toEqual([])
  expect([await may(admin.id, exporting), await may(teammate.id, 'users.module.view')]).toEqual([true, true])
})

test('interakt.r09, interakt.r11, interakt.r20, interakt.r24: once saved, every admin has lost it, the restriction stands above the switches, and the owner has lost nothing', async () => {
  await dialog().getByRole('button', { name: 'Save 2 changes' }).click()
  await page.getByText('2 changes saved.').waitFor()
  expect(await reason(admin.id, exporting)).toBe('switched_off')
  expect(await reason(teammate.id, 'users.module.view')).toBe('restricted')
  expect(await box('Teammate: All Users. Hidden').isChecked()).toBe(true)
  for (const permission of [exporting, 'users.module.view']) expect(await may(owner.id, permission)).toBe(true)
  await page.getByRole('checkbox', { name: 'Only differences from the catalog' }).check()
  await page.getByText('(1/21)').waitFor()
  await page.getByRole('checkbox', { name: 'Only differences from the catalog' }).uncheck()
})

test('interakt.r23: undoing puts back exactly what was', async () => {
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('2 changes undone.').waitFor()
  for (const [member, permission] of [
    [admin.id, exporting],
    [teammate.id, 'users.module.view'],
    [teammate.id, exporting],
  ] as const)
    expect(await reason(member, permission)).toBe('granted')
  await box('Admin: Allow to Export Users').waitFor()
  expect(await box('Teammate: Hide user contact number').isChecked()).toBe(false)
})

test('whoever saves over what somebody else has just changed is told so, and loses no change of theirs', async () => {
  await box('Admin: Billing Section').uncheck()
  await flip('teammate', { [exporting]: false })
  await bar().getByRole('button', { name: 'Save' }).click()
  await bar().getByText('Your changes are still here').waitFor()
  await bar().getByText('1 change', { exact: true }).waitFor()
  expect(await may(admin.id, 'billing.section.view')).toBe(true)
  expect(await box('Teammate: Allow to Export Users. Catalog: on').isChecked()).toBe(false)
  await bar().getByRole('button', { name: 'Save' }).click()
  await page.getByText('1 change saved.').waitFor()
  expect(await may(admin.id, 'billing.section.view')).toBe(false)
})

test('leaving with changes asks first, also by the browser’s own button', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Why?' }).click()
  await page.getByRole('heading', { name: 'Why?' }).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'Access permissions' }).click()
  await box('Admin: API Key').uncheck()
  await page.getByRole('navigation').getByRole('link', { name: 'Why?' }).click()
  await dialog().getByText('1 change of roles would be lost.').waitFor()
  await dialog().getByRole('button', { name: 'Cancel' }).click()
  await bar().getByText('1 change', { exact: true }).waitFor()
  await page.goBack()
  await dialog().getByRole('button', { name: 'Leave without saving' }).click()
  await page.waitForURL(/\/why$/)
  expect(await may(admin.id, 'developer.api-key.view')).toBe(true)
  expect(await at.world.ask('GET', `/accounts/${account.id}/roles`, { as: account.owner.email })).toMatchObject({
    body: { roles: [{ restrictions: [] }, { restrictions: [{ id: numbers, on: false }, {}] }, {}] },
  })
})

test('jaicp.r22: eleven roles side by side are chosen from, nothing is to switch, and what waits for the platform says so', async () => {
  const { world } = at
  const own = await world.account({ name: 'Acme Bots', catalog: { id: 'jaicp' }, region: 'any' })
  const { email } = await teamMember(world, own, { roles: ['admin'] })
  const other = await at.openAs(email, `/accounts/${own.id}/permissions`, 'Jane')
  const roles = () => other.getByRole('treegrid').getByRole('columnheader')
  await roles().first().waitFor()
  expect(await roles().count()).toBe(1 + 11)
  expect(await other.getByRole('treegrid').getByRole('checkbox').count()).toBe(0)
  const download = other.getByRole('row', { name: /^Download daily dialog logs/ })
  expect(await download.getByRole('img', { name: /^Locked\. The platform has not enabled it/ }).count()).toBe(11)
  await other.getByRole('button', { name: 'Which roles to show' }).click()
  const choice = other.getByRole('dialog').last()
  for (const role of ['ACCESSOR', 'ANALYST']) await choice.getByRole('checkbox', { name: role, exact: true }).uncheck()
  await choice.getByRole('button', { name: 'Confirm' }).click()
  await choice.waitFor({ state: 'hidden' })
  expect(await roles().count()).toBe(1 + 9)
  await other.reload()
  await roles().first().waitFor()
  expect(await roles().count()).toBe(1 + 9)
})
