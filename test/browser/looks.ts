/** How a page looks and whether everybody can use it: screenshots in both modes, axe, and a walk by keyboard. */
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const folder = join(import.meta.dirname, '../../artifacts/screens')
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Takes its picture, light and dark, and lets axe look over both. `name` becomes the file's name. */
export async function looksWell(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.locator(colorScheme === 'dark' ? 'body.awsui-dark-mode' : 'body:not(.awsui-dark-mode)').waitFor()
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) })
    expect(await barriers(page, colorScheme), `${name}, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

/**
 * What axe finds serious or worse; of the dark page, which is the same but for its colours, only those. Where a dialog is
 * open it is all that can be used: the page behind it is looked at by itself.
 */
export async function barriers(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  // Past the content policy, which lets no other script in.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await axeSource())
  const rules = colorScheme === 'dark' && { runOnly: ['color-contrast'] }
  const asked = JSON.stringify({ resultTypes: ['violations'], ...rules })
  const results = (await page.evaluate(`axe.run((${openDialog})() ?? document, ${asked})`)) as AxeResults
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

let source: Promise<string> | undefined
function axeSource(): Promise<string> {
  source ??= import('node:fs/promises').then(({ readFile }) => readFile(axePath, 'utf8'))
  return source
}

/**
 * Walks the page with the tab key and answers which controls it did not come by. Of a group that is walked with arrow
 * keys (tabs, menus, radio buttons, a grid) one is enough.
 */
export async function notReachable(page: Page): Promise<string[]> {
  const controls: number = await page.evaluate(`(${mark})()`)
  const most = controls + 60
  for (let step = 0; step < most; step += atOnce) {
    for (let press = 0; press < atOnce; press++) await page.keyboard.press('Tab')
    if (await page.evaluate('!document.querySelector("[data-walk=no]")')) break
  }
  return page.evaluate(`(${left})()`)
}
const atOnce = 8

/* These run in the page. */
const openDialog = `() => [...document.querySelectorAll('[role=dialog]')].filter((one) => one.checkVisibility()).at(-1)`
const mark = `() => {
  const controls = 'button, a[href], input, select, textarea, [role=button], [role=link], [role=checkbox], [role=switch], [role=tab], [role=combobox], [role=slider]'
  for (const one of ((${openDialog})() ?? document).querySelectorAll(controls)) {
    const hidden = !one.checkVisibility({ visibilityProperty: true }) || one.closest('[aria-hidden=true], [inert]')
    const off = one.disabled || (one.getAttribute('aria-disabled') === 'true' && one.tabIndex < 0)
    if (!hidden && !off) one.setAttribute('data-walk', 'no')
  }
  const note = ({ target: at }) => {
    at.setAttribute('data-walk', 'yes')
    const group = at.closest('[role=tablist], [role=menu], [role=radiogroup], [role=grid], [role=treegrid], [role=listbox], [role=toolbar], [role=tree]')
    for (const one of group?.querySelectorAll('[data-walk]') ?? []) one.setAttribute('data-walk', 'yes')
  }
  document.addEventListener('focusin', note)
  window.stopWalking = () => document.removeEventListener('focusin', note)
  return document.querySelectorAll('[data-walk]').length
}`
const left = `() => {
  window.stopWalking()
  const radios = new Set([...document.querySelectorAll('input[type=radio][data-walk=yes]')].map((one) => one.name))
  const names = [...document.querySelectorAll('[data-walk=no]')]
    .filter((one) => !(one.type === 'radio' && radios.has(one.name)))
    .map((one) => (one.getAttribute('aria-label') || one.textContent || one.outerHTML.slice(0, 120)).trim())
  for (const one of document.querySelectorAll('[data-walk]')) one.removeAttribute('data-walk')
  return names
}`
