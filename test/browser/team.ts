/** What is on the page of team members. */
import type { Page } from 'playwright-core'

export const grid = (page: Page, name = 'Team members') => page.getByRole('grid', { name })
export const row = (page: Page, text: string, table?: string) =>
  grid(page, table).getByRole('row').filter({ hasText: text })
export const dialog = (page: Page) => page.getByRole('dialog')
export const select = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}` }).check()

/** Opens the menu for who is selected. */
export async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name }).click()
}
