import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cabinet, givenCabinet } from '../endpoints/cabinet.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
let cabinet: Cabinet
beforeAll(async () => {
  at = await givenConsole()
  cabinet = await givenCabinet(at.world)
})
afterAll(() => at?.close())

const open = async (email: string): Promise<Page> => {
  const page = await at.openAs(email, `/accounts/${cabinet.account.id}/agreements`)
  await page.getByRole('grid', { name: 'Levels in Agreement c-1' }).waitFor()
  return page
}
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const picker = (page: Page, product: string, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${escaped(`${product} of ${name}`)}`) })
const escaped = (text: string) => text.replaceAll(/[[\]().]/g, '\\$&')
const pick = async (page: Page, product: string, name: string, level: string) => {
  await picker(page, product, name).click()
  await page.getByRole('option', { name: level, exact: true }).click()
}
const named = async (name: string, levels?: Record<string, Record<string, string>>) => {
  const person = await cabinet.employee(levels)
  const { version } = await cabinet.read(person.id)
  at.world.must(await cabinet.change('PATCH', person.id, { body: { name }, version }), 200)
  return person
}

test('kompaas.r04, kompaas.r05: an owner gives a level, takes it back with Undo, and sees a refusal at its cell', async () => {
  const vera = await named('Vera Volkova', { 'c-1': { core: 'user' } })
  const page = await open(cabinet.owner.email)
  await looksWell(page, 'agreements')
  expect(await notReachable(page)).toEqual([])
  await pick(page, 'Telephony', 'Vera', 'Administrator')
  const notice = page.getByText('Vera Volkova, Telephony: Administrator, from now on.')
  await notice.waitFor()
  expect((await cabinet.read(vera.id)).levels).toEqual({ 'c-1': { core: 'user', telephony: 'administrator' } })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Vera Volkova, Telephony: no level again, from now on.').waitFor()
  expect((await cabinet.read(vera.id)).levels).toEqual({ 'c-1': { core: 'user' } })

  // Somebody else was at it meanwhile: what was picked is taken back, and what it is now is shown.
  at.world.must(await cabinet.setLevels(vera.id, { chatbots: 'user' }), 200)
  await pick(page, 'Telephony', 'Vera', 'User')
  await row(page, 'Vera').getByText('Somebody changed this meanwhile').waitFor()
  await row(page, 'Vera').getByRole('button', { name: 'Chatbots of Vera Volkova User' }).waitFor()
  await row(page, 'Vera').getByRole('button', { name: 'Telephony of Vera Volkova No level' }).waitFor()
  await looksWell(page, 'agreements-refused')
  await pick(page, 'Telephony', 'Vera', 'User')
  await page.getByText('Vera Volkova, Telephony: User, from now on.').waitFor()
})

test('kompaas.r09, kompaas.r14, kompaas.r25: an administrator picks among what is theirs to give, and is asked before the last level', async () => {
  const admin = await named('Anton Admin', { 'c-1': { core: 'administrator' } })
  const boris = await named('Boris Borisov', { 'c-1': { core: 'user', 'virtual-pbx': 'owner' } })
  const page = await open(admin.email)
  await picker(page, 'System [CORE]', 'Boris').click()
  const offered = await page.getByRole('option').allInnerTexts()
  expect(offered.map((text) => text.split('\n')[0])).toEqual(['No level', 'User', 'Administrator'])
  await page.keyboard.press('Escape')
  // What an owner holds comes with the role; a level above one's own is nobody's to change.
  await picker(page, 'Telephony', 'Owner').click()
  await page.getByText('It comes with the role Owner of the cabinet.').waitFor()
  await page.keyboard.press('Escape')
  await row(page, 'Boris').getByRole('button', { name: 'Virtual PBX of Boris Borisov: locked' }).click()
  await page.getByText('The level they hold is not yours to change.').waitFor()
  await page.keyboard.press('Escape')

  await pick(page, 'System [CORE]', 'Boris', 'No level')
  const dialog = page.getByRole('dialog', { name: /Take away the last level/ })
  await dialog.getByText('can be let in again at any time').waitFor()
  await looksWell(page, 'agreements-last-level')
  expect(await notReachable(page)).toEqual([])
  expect((await cabinet.read(boris.id)).levels['c-1'].core).toBe('user')
  await dialog.getByRole('button', { name: 'Take level away' }).click()
  await page.getByText('Boris Borisov, System [CORE]: no level, from now on.').waitFor()
  expect((await cabinet.read(boris.id)).levels).toEqual({ 'c-1': { 'virtual-pbx': 'owner' } })

  // kompaas.r03: in the other agreement this administrator has no say.
  await page.getByRole('button', { name: /^Agreement/ }).click()
  await page.getByRole('option', { name: /Agreement c-2/ }).click()
  await page.getByRole('grid', { name: 'Levels in Agreement c-2' }).waitFor()
  await picker(page, 'Telephony', 'Boris').click()
  await page.getByText('Your own level in this agreement does not let you change levels here.').waitFor()
})

test('kompaas.r17, kompaas.r20, kompaas.r27: an owner links somebody to a subscriber, says that SIP is set up, and unlinks', async () => {
  const lena = await named('Lena Linked', { 'c-1': { core: 'user' } })
  const page = await open(cabinet.owner.email)
  await page.getByRole('searchbox', { name: 'Find members by name or address' }).fill('Lena')
  await row(page, 'Vera').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'No links of Lena Linked' }).click()
  const dialog = page.getByRole('dialog', { name: 'Links of Lena Linked' })
  await dialog.getByRole('button', { name: 'Link', exact: true }).click()
  await dialog.getByText('Which one? Write its number.').waitFor()
  await dialog.getByLabel('Number').fill('101')
  await dialog.getByRole('button', { name: 'Link', exact: true }).click()
  await dialog.getByRole('gridcell', { name: 'Listen to call records', exact: true }).waitFor()
  const about = { agreement: 'c-1', subscriber: '101' }
  const may = () => cabinet.may(lena.id, 'virtual-pbx.click-to-call.use', about)
  expect(await may()).toBe(false)
  await dialog.getByLabel('SIP of 101').check()
  await dialog.getByText('Listen to call records, Click-to-call').waitFor()
  await expect.poll(may).toBe(true)
  await looksWell(page, 'agreements-links')
  expect(await notReachable(page)).toEqual([])
  // Somebody else changes Lena: that is told, and it goes on from what she is now; two clicks follow one another.
  const { version } = at.world.must(await cabinet.setLevels(lena.id, { telephony: 'user' }), 200)
  const sip = dialog.getByLabel('SIP of 101')
  await sip.click()
  await dialog.getByText(/Somebody changed this meanwhile/).waitFor()
  await expect.poll(() => sip.isChecked()).toBe(true)
  await sip.click()
  await sip.click()
  await expect.poll(async () => (await cabinet.read(lena.id)).version).toBe(version + 2)
  expect(await may()).toBe(true)
  expect(await dialog.getByText(/Somebody changed this meanwhile/).count()).toBe(0)
  await dialog.getByRole('button', { name: 'Unlink from 101' }).click()
  await page.getByRole('button', { name: 'Unlink', exact: true }).click()
  await page.getByText('Lena Linked is no longer linked to 101.').waitFor()
  expect((await cabinet.read(lena.id)).links).toEqual([])
})

test('where there is no agreement yet, the page says what to do first', async () => {
  const { world } = at
  const account = await world.account({ name: 'New cabinet', catalog: { id: 'kompaas' }, region: 'any' })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/agreements`)
  await page.getByText('There is no agreement yet').waitFor()
  await page.getByRole('button', { name: 'Create agreement' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Create an agreement' })
  await dialog.getByLabel(/^Number/).fill('not a number!')
  await dialog.getByRole('button', { name: 'Create agreement' }).click()
  await dialog
    .getByText(/letters, digits, dots/)
    .last()
    .waitFor()
  await looksWell(page, 'agreements-create')
  expect(await notReachable(page)).toEqual([])
  await dialog.getByLabel('Name').fill('Contract 2031')
  await dialog.getByLabel(/^Number/).fill('c-2031')
  await dialog.getByLabel(/^Number/).press('Enter')
  await page.getByRole('grid', { name: 'Levels in Contract 2031' }).waitFor()
  const { items } = (await world.ask('GET', `/accounts/${account.id}/agreements`, { as: account.owner.email })).body
  expect(items).toEqual([expect.objectContaining({ id: 'c-2031', name: 'Contract 2031' })])
})
