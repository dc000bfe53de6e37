import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { organization, partnered } from '../endpoints/partners.ts'
import { agentNow, staffed } from '../endpoints/staff.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

test('talkdesk.r04, talkdesk.r06, talkdesk.r17: a reseller finds an account, suspends it, and creates an Express one', async () => {
  const { world } = at
  const { account, agent } = await partnered(world, 'reseller')
  await organization(world, agent, { hostsExpress: false })
  const page = await at.openAs(agent.email, '/partner/accounts')
  await page.getByRole('searchbox', { name: 'Find accounts by name or number' }).fill(account.id)
  await page.getByRole('grid', { name: 'Accounts' }).getByRole('link').waitFor()
  await looksWell(page, 'partner-accounts')
  expect(await notReachable(page)).toEqual([])
  await page.getByRole('grid', { name: 'Accounts' }).getByRole('link').click()
  await page.getByRole('navigation').getByRole('link', { name: 'Partners' }).click()
  await page.getByRole('tab', { name: 'Standing' }).click()
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByText('Everybody can still sign in, but communications are blocked').waitFor()
  await looksWell(page, 'standing')
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('button', { name: 'Reactivate' }).waitFor()
  const status = async () =>
    (await world.ask('GET', `/accounts/${account.id}`, { as: account.owner.email })).body.lifecycle.status
  expect(await status()).toBe('suspended')

  await page.getByRole('link', { name: 'Partner', exact: true }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Organizations' }).click()
  await page.getByRole('button', { name: /^Create Express account/ }).waitFor()
  await looksWell(page, 'organizations')
  await page.getByRole('button', { name: /^Create Express account/ }).click()
  const dialog = page.getByRole('dialog', { name: /^Create an Express account/ })
  await dialog.getByRole('button', { name: 'Create account' }).click()
  await dialog.getByText('Write a whole address, such as name@example.com').first().waitFor()
  await dialog.getByLabel('Name of the account').fill('Small shop')
  await dialog.getByLabel('Name of the owner').fill('Olga')
  await dialog.getByLabel('Address of the owner').fill('olga@example.com')
  await dialog.getByLabel('Address for reports').fill('reports@example.com')
  await dialog.getByRole('button', { name: /^Region/ }).click()
  await page.getByRole('option', { name: 'Any region' }).click()
  await dialog.getByRole('button', { name: /^Time zone/ }).click()
  await page.getByPlaceholder('Find a time zone').fill('Europe/Rome')
  await page.getByRole('option', { name: 'Europe/Rome' }).click()
  await looksWell(page, 'express')
  expect(await notReachable(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Create account' }).click()
  await page.getByText('Small shop is created.').waitFor()
  await world.stack.settle()
  expect(world.tokenMailedTo('olga@example.com')).toMatch(/\w/)
})

test('talkdesk.r35: a lead invites two people, sees each refusal at its field, and lets one out again', async () => {
  const { world } = at
  const staff = await staffed(world)
  const page = await at.openAs(staff.lead.email, '/partner/staff')
  await page.getByRole('button', { name: 'Invite agents' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Invite agents' })
  await dialog.getByRole('button', { name: 'Add person' }).click()
  const [first, second] = [0, 1].map((row) => ({
    name: dialog.getByLabel('Name').nth(row),
    email: dialog.getByLabel('Address').nth(row),
  }))
  await first?.name.fill('Ada Agent')
  await first?.email.fill('ada@partner.example.com')
  await second?.name.fill('Bo Agent')
  await second?.email.fill('support@partner.example.com')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await dialog
    .getByText(/shared|nobody|person/i)
    .last()
    .waitFor()
  await looksWell(page, 'invite-agents')
  expect(await notReachable(page)).toEqual([])
  await second?.email.fill('bo@partner.example.com')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await page.getByText('2 invitations are on their way.').waitFor()
  await world.stack.settle()
  const { agent } = world.must(await world.accept('ada@partner.example.com'), 200)
  await page.reload()
  await page.getByRole('row').filter({ hasText: 'Ada Agent' }).getByText('Active').waitFor()
  await looksWell(page, 'staff')
  await page.getByRole('button', { name: 'Actions for Ada Agent' }).click()
  await page.getByRole('menuitem', { name: 'Deactivate…' }).click()
  await page.getByText('Ada Agent is out of every account of your customers at once').waitFor()
  await page.getByRole('button', { name: 'Deactivate', exact: true }).click()
  await page.getByText('Ada Agent is out.').waitFor()
  expect((await agentNow(world, staff, agent))?.status).toBe('inactive')
  await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).click()
  await page.getByRole('rowheader', { name: 'Agent deactivated' }).waitFor()
  await looksWell(page, 'partner-audit')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ])
  expect(await readFile(await file.path(), 'utf8')).toContain('agent.deactivated')
})
