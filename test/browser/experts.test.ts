import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExpertView } from '../../shared/experts/model.ts'
import { hour } from '../../shared/time.ts'
import { expertEmail, type GivenAccount } from '../given.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

const read = async ({ id, owner }: GivenAccount, expert: { id: string }): Promise<ExpertView> =>
  at.world.must(await at.world.ask('GET', `/accounts/${id}/experts/${expert.id}`, { as: owner.email }), 200)

const named = (name: string) => [{ name, email: expertEmail(name.split(' ')[0]?.toLowerCase() ?? name) }]
const row = (page: Page, name: RegExp) => page.getByRole('row', { name })

async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

async function confirm(page: Page, action: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('kaleyra.r15-r18: whoever has access can be given more time or put out, and whoever has not can be deleted', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Watch', reportEmail: 'reports@example.com' })
  const soon = await world.expert(account, { experts: named('Sam Soon'), until: world.inHours(1) })
  const later = await world.expert(account, { experts: named('Lea Later'), until: world.inHours(60) })
  const open = await world.invited(account, { experts: named('Iris Invited'), until: world.inHours(30) })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/experts`)
  await row(page, /Sam Soon sam@tatacommunications\.com Active/).waitFor()
  await row(page, /Iris Invited .*Invitation sent/).waitFor()
  await looksWell(page, 'experts')
  expect(await notReachable(page)).toEqual([])

  // Who is out next stands first, and one click gives an hour; three days from now are the most.
  await page.getByRole('tab', { name: 'Upcoming ends' }).click()
  const links = page.getByRole('grid', { name: 'Upcoming ends' }).getByRole('link')
  await links.first().waitFor()
  expect(await links.allTextContents()).toEqual(['Sam Soon', 'Iris Invited', 'Lea Later'])
  await act(page, 'Sam Soon', '+1 hour')
  await page.getByText(/^Sam Soon has access until Mon, 3 Mar 2031, 13:00/).waitFor()
  expect((await read(account, soon)).until).toBe('2031-03-03T12:00:00.000Z')
  await page.getByRole('button', { name: 'Actions for Lea Later' }).click()
  expect(await page.getByRole('menuitem', { name: '+1 day' }).getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('menuitem', { name: 'Edit duration' }).click()

  // What was meant to be in time may not be any more by the time it is saved: the server looks again.
  const edit = page.getByRole('dialog', { name: 'Edit the duration of Lea Later' })
  await edit.getByPlaceholder('YYYY/MM/DD').fill('2031/03/03')
  const time = edit.getByRole('button', { name: /^Allow access till Time/ })
  const chooseTime = async (option: string) => {
    await time.click()
    await page.getByRole('option', { name: option }).click()
  }
  await chooseTime('11:30')
  await at.pass(hour)
  await edit.getByRole('button', { name: 'Save' }).click()
  await edit.getByText('The end of access lies in the past').waitFor()
  await chooseTime('20:00')
  await looksWell(page, 'edit-duration')
  expect(await notReachable(page)).toEqual([])
  await confirm(page, 'Save')
  expect((await read(account, later)).until).toBe('2031-03-03T19:00:00.000Z')

  // Only who is active has a duration to edit; who has not accepted can be sent another link.
  await page.getByRole('tab', { name: 'Active' }).click()
  await page.getByRole('button', { name: 'Actions for Iris Invited' }).click()
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Resend invitation', 'Revoke access'])
  await page.getByRole('menuitem', { name: 'Resend invitation' }).click()
  await confirm(page, 'Resend invitation')
  await world.stack.settle()
  expect(world.mailsTo(open.email)).toHaveLength(2)

  // Time ends the one by itself; the other is put out, with the details at the same time.
  await at.pass(hour)
  await row(page, /Sam Soon/).waitFor({ state: 'detached' })
  await act(page, 'Lea Later', 'Revoke access')
  const revoke = page.getByRole('dialog', { name: 'Revoke the access of Lea Later' })
  await revoke.getByText(/is out at once.*A report of what they did goes to reports@example\.com/).waitFor()
  expect(await revoke.getByRole('checkbox').isChecked()).toBe(false)
  await revoke.getByLabel('Also delete their name and email').check()
  await confirm(page, 'Revoke access')
  expect(await read(account, later)).toMatchObject({ status: 'revoked', name: null, email: null })
  expect(await world.may(account, later.id)).toBe(false)

  // What ended by itself and what somebody ended are told apart.
  await page.getByRole('tab', { name: 'Ended' }).click()
  await row(page, /Sam Soon .*Expired.*By itself/).waitFor()
  await row(page, /Details deleted .* Revoked.*Owner/).waitFor()
  await act(page, 'Sam Soon', 'Delete details')
  await confirm(page, 'Delete details')
  expect(await read(account, soon)).toMatchObject({ status: 'expired', name: null, email: null })
  await page
    .getByText('Nobody matches')
    .or(row(page, /Details deleted .* Expired/))
    .first()
    .waitFor()
})
