import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { people } from '../endpoints/imports.ts'
import { csvRows } from '../endpoints/lists.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'
import { act, dialog, row, select } from './team.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

const choose = (page: Page, text: string) =>
  page.getByLabel('CSV file').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a file of people is checked first, row by row, then imported while its progress is shown', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Europe' })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/team`)
  await page.getByRole('link', { name: 'Import CSV' }).click()
  await page.getByRole('heading', { name: 'Import members' }).waitFor()
  await choose(page, 'email,role\na@example.com,support')
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByText('Nothing of the file was taken').waitFor()
  await page.getByText(/Line 1: Column 2 is called "role"/).waitFor()

  await page.getByRole('button', { name: /Take the file away/ }).click()
  await choose(page, `${people(120)}\nbroken,support,Somebody\nlast@example.com,nothing,Last One`)
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByText('0 of 122 rows. It goes on when you leave this page').waitFor()
  await page.reload()
  await page.getByText('0 of 122 rows. It goes on when you leave this page').waitFor()
  await world.stack.settle()
  await row(page, 'p0@example.com', 'Rows of the file').getByText('Would be invited').waitFor()
  await page.getByText('choose the file again and check it once more').waitFor()
  expect(world.mailsTo('p0@example.com')).toEqual([])

  await choose(page, `${people(2)}\nlast@example.com,nothing,Last One`)
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByText('0 of 3 rows.').waitFor()
  await world.stack.settle()
  await row(page, 'last@example.com', 'Rows of the file')
    .getByText('There is no such role in the catalog of this account')
    .waitFor()
  await looksWell(page, 'import-checked')
  expect(await notReachable(page)).toEqual([])
  await page.getByRole('button', { name: 'Import the file' }).click()
  await dialog(page).getByText('2 people will be invited.').waitFor()
  await dialog(page).getByText('1 row is left out').waitFor()
  await dialog(page).getByRole('button', { name: 'Import' }).click()
  await page.getByText('Importing the rows', { exact: true }).waitFor()
  await world.stack.settle()
  await row(page, 'p1@example.com', 'Rows of the file').getByText('Invited').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download report' }).click(),
  ])
  const [, ...lines] = csvRows(await readFile(await download.path(), 'utf8'))
  expect(lines.map(([, email, outcome]) => [email, outcome])).toEqual([
    ['p0@example.com', 'created'],
    ['p1@example.com', 'created'],
    ['last@example.com', 'refused'],
  ])
  expect(world.mailsTo('p1@example.com')).toHaveLength(1)
  await page.getByRole('link', { name: 'See the team' }).click()
  await row(page, 'p1@example.com').getByText('Invitation sent').waitFor()
})

test('jaicp.r02, jaicp.r05, jaicp.r06, jaicp.r07, jaicp.r08, jaicp.r09: an admin makes a member with a login, finds them by it, and keeps the login', async () => {
  const { world } = at
  const account = await world.account({ name: 'Bot Factory', catalog: { id: 'jaicp' }, region: 'any' })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/team`)
  await page.getByRole('button', { name: 'More ways to add members' }).click()
  await page.getByRole('menuitem', { name: 'Create a member with a login' }).click()
  await dialog(page).getByText('At least 10 characters, a digit, a lower-case letter, an upper-case letter').waitFor()
  await dialog(page).getByRole('button', { name: 'Create member' }).click()
  await dialog(page).getByText('Fill this in').first().waitFor()
  expect(await dialog(page).getByText('Fill this in').count()).toBe(6)
  await dialog(page).getByLabel('First name').fill('Anna')
  await dialog(page).getByLabel('Last name').fill('Rossi')
  await dialog(page).getByLabel('Login').fill('anna.rossi')
  await dialog(page).getByRole('button', { name: 'Roles' }).click()
  await page.getByRole('option', { name: /^ANALYST/ }).click()
  await page.keyboard.press('Escape')
  await dialog(page).getByLabel('Password', { exact: true }).fill('weak')
  await dialog(page).getByLabel('Password, once more').fill('other')
  await dialog(page).getByRole('button', { name: 'Create member' }).click()
  await dialog(page).getByText('The two entries differ').waitFor()
  await dialog(page)
    .getByText(/^A password has at least 10 characters/)
    .waitFor()
  await looksWell(page, 'team-create')
  expect(await notReachable(page)).toEqual([])
  for (const field of ['Password', 'Password, once more'])
    await dialog(page).getByLabel(field, { exact: true }).fill('Correct1horse')
  await dialog(page).getByRole('button', { name: 'Create member' }).click()
  await page.getByText('Anna Rossi can sign in as anna.rossi.').waitFor()
  await world.stack.issuer.loginToken('anna.rossi')

  await page.getByRole('searchbox', { name: 'Find members' }).fill('anna.ro')
  await page.getByRole('heading', { name: 'Team members (1)' }).waitFor()
  await row(page, 'Anna Rossi').getByText('ANALYST').waitFor()
  await select(page, 'Anna Rossi')
  await act(page, 'Set password')
  for (const field of ['Password', 'Password, once more'])
    await dialog(page).getByLabel(field, { exact: true }).fill('Another2horse')
  await dialog(page).getByRole('button', { name: 'Set password' }).click()
  await page.getByText('Anna Rossi signs in with the new password from now on.').waitFor()
  for (const step of ['Sign out everywhere', 'Erase second factor', 'Deactivate']) {
    await act(page, step)
    await dialog(page).getByRole('button', { name: step }).click()
    await dialog(page).waitFor({ state: 'detached' })
  }
  await row(page, 'Anna Rossi').getByText('Inactive').waitFor()
  const { items } = world.must(
    await world.ask('GET', `/accounts/${account.id}/audit`, { as: account.owner.email }),
    200,
  )
  expect(items.slice(0, 4).map(({ action }: { action: string }) => action)).toEqual([
    ...['member.deactivated', 'member.mfa-erased', 'member.signed-out', 'member.password-set'],
  ])
  await page.getByText('Active only').click()
  await page.getByText('Nobody matches').waitFor()
  await page.getByRole('button', { name: 'Show everybody' }).click()
  await row(page, 'Anna Rossi').waitFor()
})
