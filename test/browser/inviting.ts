/** Writing an invitation, as a person does in the dialog. */
import type { Locator, Page } from 'playwright-core'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'

export function preset(id: string): Catalog {
  const found = presets.find((catalog) => catalog.id === id)
  if (!found) throw new Error(`there is no preset ${id}`)
  return found
}

export const one = (dialog: Locator, number: number) =>
  dialog.getByRole('region', { name: `Member ${number}`, exact: true })

export async function write(person: Locator, name: string, email: string): Promise<void> {
  await person.getByLabel('Name').fill(name)
  await person.getByLabel('Email').fill(email)
}

export async function choose(page: Page, control: Locator, option: string | RegExp): Promise<void> {
  await control.click()
  await page.getByRole('option', { name: option }).first().click()
}
