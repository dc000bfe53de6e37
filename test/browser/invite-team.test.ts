import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { register } from '../endpoints/fixture.ts'
import { type Console, givenConsole } from './console.ts'
import { choose, one, preset, write } from './inviting.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

test('kaleyra.r21, r22: one dialog invites to the team as well, with roles and levels that are the viewer’s to give', async () => {
  const { world } = at
  const kompaas = preset('kompaas')
  const terms = {
    ...{ name: 'Helper', domains: ['example.com'], longestWindowHours: 24, noLimitClosedIn: [], excludedModules: [] },
    ...{ readOnly: ['core.settings.view'], limitedWrite: [], consent: { version: '1', wording: 'I agree.' } },
  }
  const guards = { ...kompaas.guards, 'expert.list': 'core.user.list', 'expert.invite': 'core.user.create-user' }
  const catalog = { ...kompaas, id: `levels-${randomUUID()}`, experts: terms, guards } as Catalog
  world.must(await register(world, catalog), 201)
  const account = await world.account({ region: 'any', catalog: { id: catalog.id } })
  const path = `/accounts/${account.id}/agreements`
  const agreement = world.must(await world.ask('POST', path, { as: account.owner.email, body: { name: 'North' } }), 201)
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/experts`)
  await page.getByRole('button', { name: 'Invite experts' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Team member' }).check()
  await write(one(dialog, 1), 'Tom Team', 'tom@example.com')
  await choose(page, one(dialog, 1).getByRole('button', { name: /^Role/ }), 'Employee')
  await dialog.getByRole('button', { name: 'View details' }).click()
  await dialog.getByText('No permissions of its own.').waitFor()
  await dialog.getByRole('button', { name: 'Send invitation' }).click()
  await dialog.getByText('Give a level on System [CORE] in at least one agreement').waitFor()
  await page.setViewportSize({ width: 1360, height: 1300 })
  await looksWell(page, 'invite-team')
  expect(await notReachable(page)).toEqual([])
  await choose(page, dialog.getByRole('region', { name: 'North' }).getByRole('button', { name: /CORE/ }), 'User')

  // Somebody else joins meanwhile: that is told at the second one, and nobody is invited.
  await dialog.getByRole('button', { name: 'Add member' }).click()
  await write(one(dialog, 2), 'Owner Again', account.owner.email)
  await dialog.getByRole('button', { name: 'Send 2 invitations' }).click()
  await one(dialog, 2).getByText('This person has an open invitation or is a member').waitFor()
  await dialog.getByRole('button', { name: 'Remove member 2' }).click()
  await dialog.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByText(/^Tom Team is invited to the team/).waitFor()
  const members = await world.ask('GET', `/accounts/${account.id}/members?search=tom`, { as: account.owner.email })
  expect(members.body.items).toEqual([
    expect.objectContaining({ status: 'invited', roles: ['employee'], levels: { [agreement.id]: { core: 'user' } } }),
  ])
})
