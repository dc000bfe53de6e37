import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvRows } from '../endpoints/lists.ts'
import { type Given, populate } from '../endpoints/population.ts'
import type { GivenAccount } from '../given.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'
import { grid, row } from './team.ts'

let at: Console
let account: GivenAccount
beforeAll(async () => {
  at = await givenConsole()
  account = await at.world.account({ name: 'Acme Europe' })
})
afterAll(() => at?.close())

const firstNames = ['Anna', 'Ben', 'Chiara', 'Dmitri', 'Elif', 'Femi', 'Greta', 'Hugo']
const lastNames = ['Rossi', 'Baker', 'Conti', 'Ivanov', 'Lindgren']

/** As many as a page has no room for, made in the years before. */
const crowd = (count: number): Given[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ kind: 'team', status: n % 10 === 7 ? 'inactive' : 'active', until: null, email: `person${n}@example.com` },
    name: `${firstNames[n % 8]} ${lastNames[n % 5]} ${String(n).padStart(3, '0')}`,
    roles: n % 7 === 0 ? ['admin', 'support'] : ['support'],
    created: new Date(Date.UTC(2030, 0, 1) + n * 86_400_000).toISOString(),
    lastSeen: n < 3 ? '2031-02-01T10:00:00.000Z' : null,
  }))

const names = (page: Page) => grid(page).getByRole('rowheader')
const shown = (page: Page) => names(page).locator('a').allTextContents()
const asked = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)
const soon = { timeout: 10_000 }
const gone = { state: 'detached' } as const

/** As somebody types a condition. */
async function condition(page: Page, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Add a condition' })
  await box.fill(text)
  await box.press('Enter')
}

test('kaleyra.r24, kaleyra.r25, kaleyra.r30: of hundreds of members an owner finds whom they look for, shares the address, and takes them along as a file', async () => {
  await populate(account.id, crowd(300))
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/team`)
  await row(page, 'Anna Baker').first().waitFor()
  await page.getByRole('heading', { name: 'Team members (25+)' }).waitFor()
  const limits: (string | null)[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname.endsWith('/members')) limits.push(searchParams.get('limit'))
  })

  const before = await names(page).allTextContents()
  await page.getByRole('button', { name: 'Next page' }).first().click()
  await row(page, before[0] ?? '').waitFor(gone)
  await expect.poll(() => names(page).count(), soon).toBe(25)
  expect(new Set(limits)).toEqual(new Set(['25']))

  await page.getByRole('searchbox', { name: 'Find members' }).fill('conti')
  const lastNamesShown = async () => new Set((await shown(page)).map((name) => name.split(' ')[1]))
  await expect.poll(lastNamesShown, soon).toEqual(new Set(['Conti']))
  await condition(page, 'Role = Admin')
  await condition(page, 'Created >= 2030-06-01')
  await expect
    .poll(() => shown(page), soon)
    .toEqual(['Ben Conti 217', 'Elif Conti 252', 'Greta Conti 182', 'Hugo Conti 287'])
  await page.getByRole('button', { name: 'Status Any status' }).click()
  await page.getByRole('option', { name: 'Active', exact: true }).click()
  await grid(page).getByRole('columnheader', { name: 'Created' }).getByRole('button').first().press('Enter')
  await expect.poll(() => shown(page), soon).toEqual(['Greta Conti 182', 'Elif Conti 252'])
  const shared = {
    ...{ search: 'conti', status: 'active', sort: 'created' },
    filter: 'role eq "admin" and created ge "2030-05-31T22:00:00.000Z"',
  }
  expect(asked(page)).toEqual(shared)
  await page.reload()
  await expect.poll(() => shown(page), soon).toEqual(['Greta Conti 182', 'Elif Conti 252'])
  await page.getByText('Created >= Sat, 1 Jun 2030, 00:00 CEST').waitFor()
  await looksWell(page, 'team')
  expect(await notReachable(page)).toEqual([])

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ])
  const [header = [], ...lines] = csvRows(await readFile(await download.path(), 'utf8'))
  expect(lines.map((line) => line[header.indexOf('name')])).toEqual(await shown(page))
  await page.goBack()
  await expect.poll(() => asked(page), soon).toEqual({ search: 'conti', status: 'active', filter: shared.filter })
})

test('kaleyra.r25: what the filter cannot mean is said beside it, and nobody is shown for it', async () => {
  const filter = encodeURIComponent('created ge "yesterday" and name co "An \\"A\\""')
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/team?filter=${filter}`)
  await page.getByText(/created is compared with an instant/).waitFor()
  await page.getByText('Nobody is shown').waitFor()
  await page.getByText('Name : An "A"').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await row(page, 'Anna Baker').first().waitFor()
  await condition(page, 'Name = Nobody at all')
  await page.getByText('Nobody matches').waitFor()
  await page.getByRole('button', { name: 'Show everybody' }).click()
  await row(page, 'Anna Baker').first().waitFor()

  await page.getByRole('button', { name: 'Preferences' }).click()
  await page.getByRole('checkbox', { name: 'Invited by' }).check()
  await page.getByRole('button', { name: 'Confirm' }).click()
  await grid(page).getByRole('columnheader', { name: 'Invited by' }).waitFor()
})
