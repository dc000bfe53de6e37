/** `npm run screens`: the README's pictures, of the demo data as `npm start` shows it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { buildConsole } from '../../console/build.ts'
import { demoOwner } from '../../local/seed/place.ts'
import { seed } from '../../local/seed.ts'
import { startStack } from '../../local/stack.ts'
import { theBrowser } from '../../test/browser/chromium.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'gatepass-screens-'))
await buildConsole()
const stack = await startStack({ dataDir, port: 0 })
const browser = await theBrowser()
try {
  await seed(stack)
  const page = await browser.newPage({ viewport: { width: 1360, height: 820 }, locale: 'en-GB' })
  await page.goto(stack.origin)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await page.locator('button.person', { hasText: demoOwner }).click()
  await page.getByRole('heading', { name: /^Hello/ }).waitFor()
  await open(page, 'Demo Europe', 'Expert access')
  await page.getByRole('link', { name: 'Vera Expert' }).click()
  await page.getByRole('heading', { name: 'Timeline' }).waitFor()
  await take(page, 'expert')
  await page.emulateMedia({ colorScheme: 'dark' })
  await open(page, 'Demo Interakt', 'Access permissions')
  await take(page, 'permissions')
} finally {
  await browser.close()
  await stack.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function open(page: Page, account: string, entry: string): Promise<void> {
  await page.goto(stack.origin)
  await page.getByRole('main').getByRole('link', { name: account, exact: true }).click()
  await page.getByRole('navigation').getByRole('link', { name: entry, exact: true }).click()
  await page.getByRole('heading', { name: entry, level: 1 }).waitFor()
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(import.meta.dirname, `${name}.png`) })
}
