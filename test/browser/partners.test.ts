import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { path, started } from '../endpoints/delegations.ts'
import { givenPartnered, publishWaiting } from '../endpoints/partner-changes.ts'
import { givenAgent } from '../endpoints/partners.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

test('an owner engages a partner by its number, ends what an agent does, reads its report, and disengages', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme', catalog: { id: 'talkdesk-partner' }, region: 'any' })
  const agent = await givenAgent(world, 'implementation-partner')
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/partners`)
  await page.getByText('No partner is let in').waitFor()
  await page.getByRole('button', { name: 'Engage partner' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Engage a partner' })
  await dialog.getByLabel('Partner’s number').fill('not-a-number')
  await dialog.getByRole('button', { name: 'Engage' }).click()
  await dialog.getByText('There is no such partner').waitFor()
  expect(await notReachable(page)).toEqual([])
  await dialog.getByLabel('Partner’s number').fill(agent.partner)
  await dialog.getByRole('button', { name: 'Engage' }).click()
  await page.getByRole('gridcell', { name: 'Engaged by the account' }).waitFor()
  await looksWell(page, 'partners')

  const { id } = await started(world, account, agent)
  await page.getByRole('tab', { name: 'Acting on behalf' }).click()
  await page.getByText(/^00:59:5\d left$|^01:00:00 left$/).waitFor()
  await looksWell(page, 'delegations')
  expect(await notReachable(page)).toEqual([])
  await page.getByRole('button', { name: 'End what Agent does' }).click()
  await page.getByRole('button', { name: 'End delegation' }).click()
  await page.getByText('The delegation has ended. Its report is on the way.').waitFor()
  expect((await world.ask('GET', path(account, id), { as: account.owner.email })).body.status).toBe('ended')
  await world.stack.settle()
  await page.getByRole('button', { name: 'Report of what Agent did' }).click()
  await page.getByText('It was ended early').waitFor()
  await looksWell(page, 'delegation-report')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ])
  expect(await readFile(await file.path(), 'utf8')).toMatch(/^\W*at,/)
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()

  await page.getByRole('tab', { name: 'Partners' }).click()
  await page.getByRole('button', { name: 'Disengage Partner' }).click()
  await page.getByText('All agents of Partner are out at once').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Disengage' }).click()
  await page.getByText('No partner is let in').waitFor()
  expect((await world.ask('GET', `/accounts/${account.id}/me`, { as: agent.email })).status).toBe(404)
})

test('what an agent asked for waits, and the owner withdraws it in time', async () => {
  const { world } = at
  await publishWaiting(world, 'console-waits', { roles: 24 })
  const { account, ask, person, read } = await givenPartnered(world, 'implementation-partner', 'console-waits')
  const paul = await person(['agent'], 'Paul Person')
  world.must(await ask('PATCH', `/members/${paul.id}`, { roles: ['administrator'] }), 202)
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/partners?show=waiting`)
  await page.getByRole('gridcell', { name: 'The role Administrator' }).waitFor()
  await page.getByText(/^(23|1 d 00):\d\d:\d\d left$/).waitFor()
  await looksWell(page, 'waiting-changes')
  expect(await notReachable(page)).toEqual([])
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByRole('dialog').getByText('Paul Person stays as they are').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await page.getByText('The change is withdrawn.').waitFor()
  await at.pass(25 * 3_600_000)
  expect((await read(paul.id)).body.roles).toEqual(['agent'])
})
