/** `npm run screens`: the README's pictures, of the demo data as `npm start` shows it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { buildConsole } from '../../console/build.ts'
import { demoOwner, seed } from '../../local/seed.ts'
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
  await take(page, 'Demo Europe', 'Expert access', 'experts')
  await page.emulateMedia({ colorScheme: 'dark' })
  await take(page, 'Demo Interakt', 'Access permissions', 'permissions')
} finally {
  await browser.close()
  await stack.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function take(page: Page, account: string, entry: string, name: string): Promise<void> {
  await page.goto(stack.origin)
  await page.getByRole('main').getByRole('link', { name: account, exact: true }).click()
  await page.getByRole('navigation').getByRole('link', { name: entry, exact: true }).click()
  await page.getByRole('heading', { name: entry, level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(import.meta.dirname, `${name}.png`) })
}
