import { afterAll, beforeAll, expect, test } from 'vitest'
import { layers } from '../../shared/access/model.ts'
import { type Console, givenConsole } from './console.ts'
import { looksWell, notReachable } from './looks.ts'

let at: Console
beforeAll(async () => {
  at = await givenConsole()
})
afterAll(() => at?.close())

test('kaleyra.r14, kaleyra.r19: an owner asks why an expert is denied, what is permitted, and what is left of it after the deadline', async () => {
  const { world } = at
  const account = await world.account({ name: 'Acme Voice' })
  const expert = await world.expert(account, { until: world.inHours(5) })
  const page = await at.openAs(account.owner.email, `/accounts/${account.id}/why`)
  const answer = page.getByRole('region', { name: 'Answer' })
  const steps = page.getByRole('list', { name: 'Layers' }).getByRole('listitem')
  const ask = () => page.getByRole('button', { name: 'Explain' }).click()
  const choose = async (permission: string) => {
    await page.getByRole('button', { name: /^What/ }).click()
    await page.getByRole('combobox', { name: 'Find a permission' }).fill(permission)
    await page.getByRole('option', { name: permission }).first().click()
  }
  await page.getByText('Ask a question').waitFor()
  expect(await page.getByRole('button', { name: 'Explain' }).getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('combobox', { name: 'Who' }).fill('expert')
  await page.getByRole('option', { name: expert.email }).click()
  await choose('billing.billing.manage')
  await ask()

  await answer.getByRole('heading', { name: 'Denied' }).waitFor()
  await answer.getByText('Billing is closed to outsiders, whatever they hold').waitFor()
  await answer.getByText('Nothing turns this round').waitFor()
  expect(await steps.count()).toBe(layers.length)
  expect((await steps.allInnerTexts()).filter((text) => text.includes('· Refuses'))).toEqual([
    expect.stringContaining('nothing that they hold gives it'),
    expect.stringContaining('Billing is closed to outsiders'),
  ])
  expect(new URL(page.url()).searchParams.get('member')).toBe(expert.id)
  await looksWell(page, 'why-denied')
  expect(await notReachable(page)).toEqual([])

  await choose('channels.channel.view')
  await ask()
  await answer.getByRole('heading', { name: 'Permitted' }).waitFor()
  // The form has kept the focus: the next question is at hand.
  expect(await page.evaluate('document.activeElement?.textContent')).toBe('Explain')
  await answer.getByText('it is given by the expert’s scope “Read only”').waitFor()
  const experts = answer.getByRole('link', { name: 'Go there: Revoke the expert’s access.' })
  expect(await experts.getAttribute('href')).toBe(`/accounts/${account.id}/experts/${expert.id}`)
  await looksWell(page, 'why-permitted')

  await page.getByRole('radio', { name: 'At another time' }).check()
  await page.getByRole('textbox', { name: 'Date' }).fill('2031/03/03')
  // The browser is in Rome: 10:00 UTC and five hours are 16:00 there.
  await page.getByRole('textbox', { name: 'Time' }).fill('16:00')
  await ask()
  await answer.getByText('because the deadline has passed').waitFor()
  await answer.getByText('Give the access a later end.').waitFor()
  expect(new URL(page.url()).searchParams.get('at')).toBe(expert.until)
  await page.reload()
  await answer.getByText('because the deadline has passed').waitFor()
  expect(await page.getByRole('textbox', { name: 'Time' }).inputValue()).toBe('16:00')
  expect(await world.may(account, expert.id)).toBe(true)
})
