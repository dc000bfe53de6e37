/** The checks of pages find what they are for. */

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theBrowser } from './chromium.ts'
import { barriers, notReachable } from './looks.ts'

let page: Page
beforeAll(async () => {
  page = await (await theBrowser()).newPage()
})
afterAll(() => page.context().close())

const show = (body: string) =>
  page.setContent(`<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${body}</main></html>`)

test('a control that no key leads to is told by its name, one in a group of tabs is not', async () => {
  await show(`<button>Reached</button><button tabindex="-1">Passed by</button>
    <div role="tablist"><button role="tab">One</button><button role="tab" tabindex="-1">Two</button></div>`)
  expect(await notReachable(page)).toEqual(['Passed by'])
})

test('what cannot be read or has no name is a barrier', async () => {
  await show('<p style="color: #ccc; background: #fff">Too pale</p><button></button>')
  const [light, dark] = [await barriers(page, 'light'), await barriers(page, 'dark')]
  expect(light.map((one) => one.split(':')[0]).sort()).toEqual(['button-name', 'color-contrast'])
  expect(dark.map((one) => one.split(':')[0])).toEqual(['color-contrast'])
})
