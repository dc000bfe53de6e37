/** The trail an account keeps: what was done (activity), what was changed (audit), and its settings. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { started } from '../endpoints/delegations.ts'
import { partnered } from '../endpoints/partners.ts'
import type { GivenAccount } from '../given.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

const record = async ({ id }: { id: string }, events: object[]) =>
  at.world.must(
    await at.world.ask('POST', `/accounts/${id}/activity`, { as: await at.world.service('record'), body: { events } }),
    201,
  )
const rows = (page: Page) => page.getByRole('main').getByRole('row')
const chooseTime = async (page: Page, option: string) => {
  await page.getByRole('button', { name: /Any time|Last/ }).click()
  await page.getByRole('radio', { name: option }).click()
  await page.getByRole('button', { name: 'Apply' }).click()
}

/** An expert looked, was denied, and downloaded personal data a day later. */
async function watched(account: GivenAccount) {
  const experts = [{ name: 'Vera Verdi', email: 'vera@tatacommunications.com' }]
  const vera = await at.world.expert(account, { experts, until: at.world.inHours(48) })
  await at.world.may(account, vera.id, 'flows.flow.view')
  await at.world.may(account, vera.id, 'billing.billing.manage')
  await at.pass(26 * 3_600_000)
  const subject = { type: 'member', id: vera.id }
  const download = { subject, action: { name: 'report.downloaded' }, resource: { type: 'report', id: 'october' } }
  await record(account, [{ ...download, personalData: true, detail: 'All customers' }])
  return vera
}

test('an owner reads what an expert did, narrows it down to what the address keeps, and takes it along as CSV', async () => {
  const account = await at.world.account({ name: 'Acme Watched' })
  const vera = await watched(account)
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/activity`)
  await page.getByRole('gridcell', { name: /^Denied/ }).waitFor()
  await page.getByText('Personal data', { exact: true }).nth(1).waitFor()
  expect(await rows(page).count()).toBe(4)
  await looksWell(page, 'activity')
  expect(await notReachable(page)).toEqual([])

  await chooseTime(page, 'Last 24 hours')
  await expect.poll(() => rows(page).count()).toBe(2)
  expect(page.url()).toContain('last=24-hour')
  await page.reload()
  await page.getByText(/^From .*\(.* UTC\) to now/).waitFor()
  expect(await rows(page).count()).toBe(2)
  await page.goBack()
  await expect.poll(() => rows(page).count()).toBe(4)

  await page.getByRole('button', { name: 'Who Everybody' }).click()
  await page.getByPlaceholder('Name or address').fill('ver')
  await page.getByRole('option', { name: /Vera Verdi/ }).click()
  await page.waitForURL(`**/activity?member=${vera.id}`)
  await page.getByRole('combobox', { name: 'What was done' }).fill('billing.billing.manage')
  await page.getByRole('combobox', { name: 'What was done' }).press('Enter')
  await expect.poll(() => rows(page).count()).toBe(2)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const file = await (await download).path()
  await page.getByText(/is there: 1 page of up to 100 rows/).waitFor()
  const lines = (await readFile(file, 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('billing.billing.manage')

  await page.getByRole('button', { name: 'Clear what was done' }).click()
  await page.goto(`${at.world.stack.origin}/accounts/${account.id}/activity?action=nobody.did.this`)
  await page.getByText('Nothing matches').waitFor()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect.poll(() => rows(page).count()).toBe(4)
})

test('a long export says how far it is, and can be canceled; a shared address shows just the time it names', async () => {
  const account = await at.world.account({ name: 'Acme Long' })
  const subject = { type: 'member', id: account.owner.member }
  const event = { subject, action: { name: 'contact.opened' }, resource: { type: 'contact', id: 'one' } }
  const many = Array.from({ length: 100 }, () => event)
  await record(account, many)
  const [from, to] = [at.world.now(), at.world.inHours(1)]
  await at.pass(2 * 3_600_000)
  await record(account, many.slice(50))
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/activity`)
  await page.getByText('Contact opened').first().waitFor()
  await page.route('**/activity?*cursor=*', () => undefined)
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await page.getByText('Exporting: 1 page so far').waitFor()
  await looksWell(page, 'activity-exporting')
  await page.getByRole('button', { name: 'Cancel export' }).click()
  await page.getByText('The export was canceled. No file was written.').waitFor()
  await page.unroute('**/activity?*cursor=*')
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.getByRole('button', { name: 'Page 2', exact: true }).waitFor()
  const between = `from=${from}&to=${to}`
  await page.goto(`${at.world.stack.origin}/accounts/${account.id}/activity?${between}`)
  await page.getByText(/^From \w+, .*UTC\) to \w+, .*UTC\)/).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(101)
})

test('talkdesk.r13: what an agent did on behalf of a member shows both names, the partner, and what for', async () => {
  const { account, agent } = await partnered(at.world, 'implementation-partner')
  const delegation = await started(at.world, account, agent)
  const subject = { type: 'user', id: agent.subject }
  const saved = { subject, action: { name: 'flow.saved' }, resource: { type: 'flow', id: 'one' } }
  await record(account, [{ ...saved, delegation: delegation.id }])
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/activity`)
  await page.getByText('on behalf of Owner').first().waitFor()
  await page.getByText('Agent of Partner').and(page.getByTitle('Ticket 1234: set up call routing')).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).click()
  await page.getByText('Agent began to act on behalf of Owner').waitFor()
})

test('an owner reads in words what was changed, by whom, and what it was before', async () => {
  const account = await at.world.account({ name: 'Acme Changed' })
  const vera = await watched(account)
  const path = `/accounts/${account.id}/experts/${vera.id}`
  await at.world.ask('PATCH', path, { as: account.owner.email, body: { until: at.world.inHours(30) } })
  await at.world.ask('POST', `${path}/revoke`, { as: account.owner.email, body: {} })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/audit`)
  await page.getByText('Owner revoked Vera Verdi’s access').waitFor()
  await page.getByText('Vera Verdi accepted the invitation as an expert').waitFor()
  await page.getByText('The platform created the account').waitFor()
  await page.getByRole('button', { name: 'Show details of Expert’s deadline changed' }).click()
  await page.getByRole('gridcell', { name: /^Before: Thu, 6 Mar 2031/ }).waitFor()
  await page.getByRole('gridcell', { name: /^After: Thu, 6 Mar 2031/ }).waitFor()
  await looksWell(page, 'audit')
  expect(await notReachable(page)).toEqual([])
  await page.getByRole('button', { name: 'What happened Any event' }).click()
  await page.getByPlaceholder('Find an event').fill('revoked')
  await page.getByRole('option', { name: 'Expert’s access revoked' }).click()
  await page.waitForURL('**/audit?action=expert.revoked')
  await expect.poll(() => rows(page).count()).toBe(2)
})

test('an owner changes the settings, and reads at its field what is refused; others only read them', async () => {
  const account = await at.world.account({ name: 'Acme Set' })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/settings`)
  await page.getByLabel('Report address').fill('nowhere')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Write a whole address, such as name@example.com').waitFor()
  await looksWell(page, 'settings')
  expect(await notReachable(page)).toEqual([])
  await page.getByLabel('Report address').fill('security@example.com')
  await page.getByRole('button', { name: /^Time zone/ }).click()
  await page.getByPlaceholder('Find a city or region').fill('kolkata')
  await page.getByRole('option', { name: /Asia\/Kolkata.*UTC\+5:30/ }).click()

  // What is not saved yet is not lost by a click beside it.
  await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).click()
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
  expect(await page.getByLabel('Report address').inputValue()).toBe('security@example.com')

  const path = `/accounts/${account.id}`
  const renamed = { as: account.owner.email, body: { name: 'Acme Renamed' } }
  at.world.must(await at.world.ask('PATCH', path, renamed), 200)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText(/Somebody changed this meanwhile/).waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Acme Renamed')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('The settings are saved.').waitFor()
  expect((await at.world.ask('GET', path, { as: account.owner.email })).body).toMatchObject({
    ...{ name: 'Acme Renamed', reportEmail: 'security@example.com', timeZone: 'Asia/Kolkata' },
  })

  expect(presets.find(({ id }) => id === 'kaleyra')?.experts?.readOnly).toContain('settings.general.view')
  const vera = await at.world.expert(account)
  const looking = await at.openAs(vera.email, `${path}/settings`)
  await looking.getByText('Your role lets you look at the settings, and not change them.').waitFor()
  await looking.getByText('security@example.com').waitFor()
  expect(await looking.getByRole('textbox').count()).toBe(0)
})
