import { afterAll, beforeAll, expect, test } from 'vitest'
import { hour } from '../../shared/time.ts'
import { expertEmail } from '../given.ts'
import { type Console, givenConsole, signInAs } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

test('kaleyra.r09, r15, r19, r20: an owner invites an expert, who comes in by the link in the inbox; the owner watches, and has nothing to do at the end', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Europe', reportEmail: 'reports@example.com' })
  const email = expertEmail('vera')
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/experts`)
  await page.getByText('No expert has access').waitFor()

  await page.getByRole('button', { name: 'Invite an expert' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite to Acme Europe' })
  await dialog.getByLabel('Name').fill('Vera Expert')
  await dialog.getByLabel('Email').fill(email)
  await dialog.getByPlaceholder('YYYY/MM/DD').fill('2031/03/03')
  await dialog.getByRole('button', { name: /^Allow access till Time/ }).click()
  await page.getByRole('option', { name: '18:00' }).click()
  await dialog.getByRole('checkbox', { name: /limited access to this account/ }).check()
  await dialog.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByText(/^Vera Expert is invited/).waitFor()
  await page.getByRole('row', { name: /Vera Expert.*Invitation sent/ }).waitFor()

  // The expert opens the mail, follows its link, and signs in with the address it was sent to.
  await world.stack.settle()
  await world.person(email, { name: 'Vera' })
  const expert = await at.browserOf()
  await expert.goto(`${world.stack.origin}/inbox`)
  await expert
    .getByRole('navigation', { name: 'Mails' })
    .getByRole('link', { name: new RegExp(email) })
    .click()
  await expert.frameLocator('iframe[title="The mail"]').locator('a[href*="/invitations/"]').first().click()
  await expert.getByRole('button', { name: 'Sign in to answer' }).click()
  await signInAs(expert, email)
  await expert.getByRole('button', { name: 'Accept' }).click()
  await expert.getByRole('link', { name: 'Go to Acme Europe' }).click()
  await expert.getByRole('heading', { name: 'My access to Acme Europe' }).waitFor()

  // Others act meanwhile: the list comes to know by itself.
  await at.pass(31_000)
  const row = page.getByRole('row', { name: /Vera Expert.*Active/ })
  await row.getByText(/^06:5\d:\d\d left$/).waitFor()
  await page.getByRole('link', { name: 'Vera Expert' }).click()
  await page.getByRole('heading', { name: 'Vera Expert', level: 1 }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  expect(await world.may(account, id)).toBe(true)
  expect(await world.may(account, id, 'billing.billing.manage')).toBe(false)
  await at.pass(hour)
  const download = { action: { name: 'download' }, resource: { type: 'reports.pii', id: 'calls-2031-02' } }
  const events = [{ ...download, subject: { type: 'member', id }, personalData: true, detail: 'February’s calls' }]
  const record = await world.service('record')
  world.must(await world.ask('POST', `/accounts/${account.id}/activity`, { as: record, body: { events } }), 201)

  // Marked in words, and counted by the hour.
  await at.pass(31_000)
  const did = page.getByRole('grid', { name: 'What they did' })
  await did.getByRole('row', { name: /Billing one Denied: not granted/ }).waitFor()
  await did.getByRole('row', { name: /Download reports with personal data calls-2031-02 Done Personal data/ }).waitFor()
  await page.getByRole('application', { name: /What they did, by hour/ }).waitFor()
  await page.getByText('No report yet').waitFor()
  await looksWell(page, 'expert')
  expect(await notReachable(page)).toEqual([])

  // Nobody does anything: the time is over, for the one as for the other.
  await at.pass(6 * hour)
  await expert.getByText('This account is not open to you').waitFor()
  await page.getByText('Expired', { exact: true }).first().waitFor()
  expect(await world.may(account, id)).toBe(false)
  expect(await page.getByRole('button', { name: 'Edit duration' }).count()).toBe(0)
  await world.stack.fireDue()
  await world.stack.settle()
  expect(world.mailsTo('reports@example.com').map(({ subject }) => subject)).toEqual([expect.stringMatching(/report/i)])

  await at.pass(31_000)
  await page.getByRole('button', { name: 'Read' }).click()
  const report = page.getByRole('dialog', { name: 'Report' })
  await report.getByRole('row', { name: /Billing one Denied: not granted/ }).waitFor()
  await report.getByRole('row', { name: /calls-2031-02 Done Personal data February’s calls/ }).waitFor()
  await looksWell(page, 'report')
  expect(await notReachable(page)).toEqual([])
  const downloads = page.waitForEvent('download')
  await report.getByRole('button', { name: 'Download CSV' }).click()
  expect((await downloads).suggestedFilename()).toMatch(/^report-.*\.csv$/)
  await report.getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link').first().click()
  await page.getByRole('tab', { name: 'Ended' }).click()
  await page.getByRole('row', { name: /Vera Expert.*Expired.*By itself/ }).waitFor()
})
