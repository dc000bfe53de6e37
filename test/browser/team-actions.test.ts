import { afterAll, beforeAll, expect, test } from 'vitest'
import { inviteMember, joined } from '../endpoints/helpers.ts'
import { expertEmail, type GivenAccount } from '../given.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'
import { act, dialog, row, select } from './team.ts'

let at: Console
let account: GivenAccount
beforeAll(async () => {
  at = await givenConsole()
  account = await at.world.account({ name: 'Acme Europe' })
})
afterAll(() => at?.close())

const team = () => `/accounts/${account.id}/team`
const read = async (id: string) =>
  at.world.must(await at.world.ask('GET', `/accounts/${account.id}/members/${id}`, { as: account.owner.email }), 200)

test('kaleyra.r26, kaleyra.r27, kaleyra.r29, kaleyra.r31: an owner who is alone invites first, follows the invitation, sends it again, and edits what may be edited', async () => {
  const { world } = at
  const page = await at.openAs(account.owner.email, team())
  await page.getByText('Nobody but you is here yet.').waitFor()
  await page.getByRole('button', { name: 'Invite members' }).click()
  await page.getByRole('dialog', { name: /^Invite/ }).waitFor()

  const invited = await inviteMember(world, account, { name: 'Vera Invited', email: 'vera@example.com' })
  const { id } = invited.answer.body.items[0]
  await world.stack.settle()
  await page.reload()
  await row(page, 'Vera Invited').getByText('Invitation sent').waitFor()
  await row(page, 'Vera Invited').getByText('Mail delivered').waitFor()
  await row(page, 'Vera Invited').getByText('Link until Mon, 10 Mar 2031').waitFor()
  await select(page, 'Vera Invited')
  await act(page, 'Resend invitation')
  await dialog(page).getByText('The link in the mail before stops working at once.').waitFor()
  await dialog(page).getByRole('button', { name: 'Resend invitation' }).click()
  await page.getByText('A new link is on its way to Vera Invited.').waitFor()
  await world.stack.settle()
  expect(world.mailsTo('vera@example.com')).toHaveLength(2)

  await page.getByRole('button', { name: 'Edit' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit Vera Invited' })
  await edit.getByLabel('Name').fill('V')
  await edit.getByLabel('Email').fill('vera.new@example.com')
  await edit.getByRole('button', { name: 'Roles' }).click()
  await page.getByRole('option', { name: /Communication Manager/ }).click()
  await page.keyboard.press('Escape')
  await edit.getByRole('button', { name: 'Save' }).click()
  await edit.getByText('A name has at least 3 characters').waitFor()
  await looksWell(page, 'team-edit')
  expect(await notReachable(page)).toEqual([])
  await edit.getByLabel('Name').fill('Vera Novak')
  await edit.getByRole('button', { name: 'Save' }).click()
  await row(page, 'Vera Novak').getByText('Support, Communication Manager').waitFor()
  await world.stack.settle()
  expect(await read(id)).toMatchObject({ name: 'Vera Novak', email: 'vera.new@example.com' })

  world.must(await world.accept('vera.new@example.com'), 200)
  await page.reload()
  await row(page, 'Vera Novak').getByText('Active').waitFor()
  await select(page, 'Vera Novak')
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Resend invitation' }).hover()
  await page
    .getByRole('tooltip', { name: 'The invitation was accepted' })
    .or(page.getByRole('tooltip').getByText('The invitation was accepted'))
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Edit' }).click()
  await dialog(page).getByLabel('Name').waitFor()
  expect(await dialog(page).getByLabel('Email').count()).toBe(0)
})

test('kaleyra.r28, kaleyra.r32, kaleyra.r33: deactivating keeps out, removing says that API keys die and can be called off, and the last owner stays', async () => {
  const { world } = at
  const otto = await joined(world, account, { name: 'Otto Keys', roles: ['admin'] })
  const ida = await joined(world, account, { name: 'Ida Second' })
  await joined(world, account, { name: 'Uwe Third' })
  const expert = await world.expert(account, { experts: [{ name: 'Eve Expert', email: expertEmail('eve') }] })
  const page = await at.openAs(account.owner.email, team())
  await row(page, 'Eve Expert').getByText('until Mon, 3 Mar 2031, 19:00 CET').waitFor()
  const link = row(page, 'Eve Expert').getByRole('link', { name: 'Eve Expert' })
  expect(await link.getAttribute('href')).toBe(`/accounts/${account.id}/experts/${expert.id}`)
  expect(await world.may(account, otto.id, 'channels.channel.view')).toBe(true)
  await select(page, 'Otto Keys')
  await act(page, 'Deactivate')
  await dialog(page)
    .getByText(/cannot come in from the next decision on, whatever roles/)
    .waitFor()
  await dialog(page).getByRole('button', { name: 'Deactivate' }).click()
  await row(page, 'Otto Keys').getByText('Inactive').waitFor()
  expect(await world.may(account, otto.id, 'channels.channel.view')).toBe(false)

  await select(page, 'Ida Second')
  await act(page, 'Remove')
  await dialog(page).getByText('All API keys they created become invalid').waitFor()
  await looksWell(page, 'team-remove')
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  expect((await read(otto.id)).name).toBe('Otto Keys')
  await act(page, 'Remove')
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await page.getByText('Removed: Ida Second and Otto Keys.').waitFor()
  await row(page, 'Otto Keys').waitFor({ state: 'detached' })
  for (const id of [otto.id, ida.id]) expect(await read(id)).toMatchObject({ status: 'revoked', name: null })
  expect(await world.may(account, otto.id)).toBe(false)

  for (const name of ['Owner', 'Uwe Third']) await select(page, name)
  await act(page, 'Deactivate')
  await dialog(page).getByRole('button', { name: 'Deactivate' }).click()
  await dialog(page).getByText('Owner: An account keeps at least one active owner: make another first.').waitFor()
  await page.getByRole('dialog', { name: 'Deactivate: Owner' }).waitFor()
  await row(page, 'Uwe Third').getByText('Inactive').waitFor()
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
})
