import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenCabinet } from '../endpoints/cabinet.ts'
import { joined } from '../endpoints/helpers.ts'
import { givenPartnered, publishWaiting } from '../endpoints/partner-changes.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'
import { act, dialog, select } from './team.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

test('a member has a page with what they may do, where nobody undoes unseen what somebody else changed; they leave by themselves', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Europe' })
  const manager = await joined(world, account, { name: 'Mia Manager', roles: ['communication-manager'] })
  const owner = await at.openAs(account.owner.email, `/accounts/${account.id}/team`)
  await owner.getByRole('link', { name: 'Mia Manager' }).click()
  await owner.getByRole('heading', { name: 'Mia Manager' }).waitFor()
  await owner.getByText('View channels').waitFor()
  await owner
    .getByRole('grid', { name: 'Last changes' })
    .or(owner.getByRole('table', { name: 'Last changes' }))
    .waitFor()
  await looksWell(owner, 'member')
  expect(await notReachable(owner)).toEqual([])
  await owner.getByRole('button', { name: 'Edit' }).click()
  await dialog(owner).getByLabel('Name').fill('Mia Mine')
  const path = `/accounts/${account.id}/members/${manager.id}`
  world.must(await world.ask('PATCH', path, { as: account.owner.email, body: { name: 'Mia Theirs' } }), 200)
  await dialog(owner).getByRole('button', { name: 'Save' }).click()
  await dialog(owner).getByText('Somebody changed this meanwhile.').waitFor()
  await dialog(owner).getByRole('button', { name: 'Cancel' }).click()
  await owner.getByRole('heading', { name: 'Mia Theirs' }).waitFor()
  await owner.getByRole('button', { name: 'Edit' }).click()
  await dialog(owner).getByLabel('Name').fill('Mia Mine')
  await dialog(owner).getByRole('button', { name: 'Save' }).click()
  await owner.getByRole('heading', { name: 'Mia Mine' }).waitFor()

  const page = await at.openAs(manager.email, `/accounts/${account.id}/access`)
  await page.getByRole('button', { name: 'Leave account' }).click()
  await dialog(page).getByText('You are out at once').waitFor()
  await dialog(page).getByRole('button', { name: 'Leave account' }).click()
  await page.getByText('You are not a member of any account yet').waitFor()
  const { body } = await world.ask('GET', path, { as: account.owner.email })
  expect(body).toMatchObject({ status: 'revoked', name: null })
})

test('kompaas.r23, kompaas.r24, kompaas.r26: removing somebody linked to a number tells that it is free again; nobody removes themselves', async () => {
  const { world } = at
  const { account, employee, link, read } = await givenCabinet(world)
  const { id } = await employee({ 'c-1': { core: 'user', telephony: 'administrator' } })
  world.must(await link('PUT', id, '101'), 200)
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/team`)
  await page.getByRole('link', { name: 'Employee' }).click()
  await page.getByRole('table', { name: 'Levels' }).getByText('Administrator').waitFor()
  await page.getByText('Linked to').waitFor()
  await act(page, 'Remove')
  await dialog(page)
    .getByText(/101 is free again; its records stay/)
    .waitFor()
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('heading', { name: 'Team members (1)' }).waitFor()
  expect(await read(id)).toMatchObject({ status: 'revoked', links: [] })

  await select(page, 'Owner')
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).hover()
  await page.getByRole('tooltip').getByText('Nobody removes themselves here').waitFor()
  await page.goto(`${world.stack.origin}/accounts/${account.id}/access`)
  await page.getByRole('heading', { name: /^My access/ }).waitFor()
  expect(await page.getByRole('button', { name: 'Leave account' }).count()).toBe(0)
})

test('what an agent of a partner asks for waits, and says until when', async () => {
  const { world } = at
  await publishWaiting(world, 'talkdesk-console', { roles: 24 })
  const { account, agent, person, read } = await givenPartnered(world, 'implementation-partner', 'talkdesk-console')
  const { id } = await person(['agent'], 'Aldo')
  const page = await at.openAs(agent.email, `/accounts/${account.id}/team`)
  await select(page, 'Aldo')
  await page.getByRole('button', { name: 'Edit' }).click()
  await dialog(page).getByRole('button', { name: 'Role' }).click()
  await page.getByRole('option', { name: /^Administrator/ }).click()
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await page.getByText('It takes effect on Tue, 4 Mar 2031, 11:00 CET').waitFor()
  expect((await read(id)).body.roles).toEqual(['agent'])
  await page.getByRole('button', { name: 'Actions' }).click()
  expect(await page.getByRole('menuitem').allTextContents()).not.toContain('Remove')
})
