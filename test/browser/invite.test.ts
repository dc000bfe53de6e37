import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import type { ExpertView } from '../../shared/experts/model.ts'
import { hour } from '../../shared/time.ts'
import { register } from '../endpoints/fixture.ts'
import { expertEmail, type GivenAccount } from '../given.ts'
import { type Console, givenConsole } from './console.ts'
import { choose, one, preset, write } from './inviting.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

const experts = async ({ id, owner }: GivenAccount): Promise<ExpertView[]> =>
  at.world.must(await at.world.ask('GET', `/accounts/${id}/experts`, { as: owner.email }), 200).items

/** Every request to invite somebody that the page has sent, by its idempotency key. */
function invitationsOf(page: Page): (string | undefined)[] {
  const keys: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/(experts|members)$/.test(request.url()))
      keys.push(request.headers()['idempotency-key'])
  })
  return keys
}

test('kaleyra.r01-r08, r11-r14, r21-r23: an owner invites two experts, and sees each refusal at its field', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme America', region: 'americas', timeZone: 'America/New_York' })
  const taken = expertEmail('taken')
  await world.invited(account, { experts: [{ name: 'Somebody', email: taken }] })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/experts`)
  const sent = invitationsOf(page)
  await page.getByRole('button', { name: 'Invite experts' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite to Acme America' })
  const send = dialog.getByRole('button', { name: /^Send/ })
  const time = dialog.getByRole('button', { name: /^Allow access till Time/ })

  // Nothing is ticked by itself, and an end is a must in this region.
  expect(await dialog.getByLabel('Allow updating configurations').isChecked()).toBe(false)
  expect(await dialog.getByText('No limit').count()).toBe(0)
  await dialog.getByRole('button', { name: 'View details' }).click()
  await dialog.getByText('Usage, Recharges, Billing, Team').waitFor()
  await dialog.getByText('Change channel configuration').waitFor()
  // Tall enough for all of it: what is scrolled away has no label as far as axe can see.
  await page.setViewportSize({ width: 1360, height: 1500 })
  await looksWell(page, 'invite-experts')
  expect(await notReachable(page)).toEqual([])

  await send.click()
  for (const missing of [
    'A name has at least 3 characters',
    'Write an address such as name@tatacommunications.com',
    'Choose the day on which access ends',
    'Choose the time at which access ends',
    'Experts are invited only with your consent: tick the box',
  ])
    await dialog.getByText(missing, { exact: true }).waitFor()
  expect(await page.evaluate('document.activeElement.id')).toBe(await dialog.getByLabel('Name').getAttribute('id'))

  await write(one(dialog, 1), 'Vera Expert', 'vera@example.com')
  await dialog.getByRole('button', { name: 'Add member' }).click()
  await write(one(dialog, 2), 'Max Expert', taken)
  await dialog.getByRole('button', { name: 'Add member' }).click()
  expect(await dialog.getByRole('button', { name: 'Remove member 1' }).count()).toBe(0)
  await dialog.getByRole('button', { name: 'Remove member 3' }).click()
  await dialog.getByRole('checkbox', { name: /reports that hold personal data/ }).check()

  // The calendar ends with the longest window, and the hours begin with the next.
  await dialog.getByRole('button', { name: /Choose.*date|calendar/i }).click()
  const day = (name: string) => page.getByRole('gridcell', { name: new RegExp(`^${name} March 2031`) })
  expect(await day('7').getAttribute('aria-disabled')).toBe('true')
  expect(await day('2').getAttribute('aria-disabled')).toBe('true')
  await day('3').click()
  await choose(page, time, '05:30')
  await dialog.getByText('Mon, 3 Mar 2031, 11:30 CET').waitFor()
  await send.click()
  await dialog.getByText('Only addresses at tatacommunications.com can be invited').waitFor()
  expect(sent).toEqual([])

  await one(dialog, 1).getByLabel('Email').fill(expertEmail('vera'))
  await at.pass(hour)
  await send.click()
  await dialog.getByText('The end of access lies in the past').waitFor()
  await choose(page, time, '09:00')
  await send.click()
  await one(dialog, 2).getByText('This person has an open invitation or running access').waitFor()
  expect(await one(dialog, 1).getByLabel('Name').inputValue()).toBe('Vera Expert')
  await one(dialog, 2).getByLabel('Email').fill(expertEmail('max'))
  await send.click()
  await page
    .getByText(/Vera Expert and Max Expert are invited as Kaleyra Expert\. .* ends Mon, 3 Mar 2031, 15:00/)
    .waitFor()
  await page.getByRole('grid').getByRole('link', { name: 'Max Expert' }).waitFor()

  const [first, ...others] = sent
  expect(first).toMatch(/^[\da-f-]{36}$/)
  expect(others).toEqual([first, first])
  const invited = (await experts(account)).filter(({ email }) => email !== taken)
  expect(invited.map(({ name, access, until, status }) => [name, access, until, status]).sort()).toEqual([
    ['Max Expert', 'read-only', '2031-03-03T14:00:00.000Z', 'invited'],
    ['Vera Expert', 'read-only', '2031-03-03T14:00:00.000Z', 'invited'],
  ])
  expect(invited[0]?.consent).toMatchObject({ by: account.owner.member, wordingVersion: '2026-01' })
  await world.stack.settle()
  for (const email of [expertEmail('vera'), expertEmail('max')]) expect(world.mailsTo(email)).toHaveLength(1)
})

test('kaleyra.r10, r12: without a limit where the region allows, and never on a wording that was not shown', async () => {
  const { world } = at
  const id = `changing-${randomUUID()}`
  const versions = [1, 2].map((version) => ({ ...preset('kaleyra'), id, version }))
  const [was, is] = versions.map((catalog, at) => ({
    ...catalog,
    experts: { ...catalog.experts, consent: { version: `v${at + 1}`, wording: `Wording number ${at + 1}.` } },
  }))
  for (const catalog of [was, is]) world.must(await register(world, catalog as Catalog), 201)
  const account = await world.account({ region: 'india', catalog: { id, version: 1 } })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/experts`)
  await page.getByRole('button', { name: 'Invite experts' }).click()
  const dialog = page.getByRole('dialog')
  await write(one(dialog, 1), 'Vera Expert', expertEmail('vera'))
  await dialog.getByLabel('Allow updating configurations').check()
  await dialog.getByRole('radio', { name: 'No limit' }).check()
  const consent = (wording: string) => dialog.getByRole('checkbox', { name: wording })
  await consent('Wording number 1.').check()

  const operator = await world.service('operator')
  world.must(await world.ask('PUT', `/accounts/${account.id}/catalog`, { as: operator, body: { id, version: 2 } }), 200)
  await dialog.getByRole('button', { name: 'Send invitation' }).click()
  await dialog.getByText(/^The wording has changed/).waitFor()
  expect(await consent('Wording number 2.').isChecked()).toBe(false)
  expect(await one(dialog, 1).getByLabel('Name').inputValue()).toBe('Vera Expert')
  await consent('Wording number 2.').check()
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Keep writing' }).click()
  await dialog.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByText(/^Vera Expert is invited .* lasts until it is revoked/).waitFor()
  const [expert] = await experts(account)
  expect(expert).toMatchObject({ access: 'limited-write', until: null, consent: { wordingVersion: 'v2' } })
})
