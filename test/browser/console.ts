/** People in front of the console: real pages of the whole local stack in a real browser, whose clock is the world's. */
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { subjectOf } from '../endpoints/helpers.ts'
import { givenWorld } from '../given.ts'
import { signingIn } from '../local/signing-in.ts'
import { theBrowser } from './chromium.ts'

/** Far ahead, so that a browser that knows today's date keeps the issuer's cookies. */
const start = '2031-03-03T10:00:00.000Z'

export type Console = Awaited<ReturnType<typeof givenConsole>>

export async function givenConsole() {
  const world = await givenWorld(start)
  const browser = await theBrowser()
  const contexts = new Set<BrowserContext>()
  const faults: string[] = []

  async function newContext(): Promise<BrowserContext> {
    const context = await browser.newContext({
      viewport: { width: 1360, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Rome',
      reducedMotion: 'reduce',
      acceptDownloads: true,
    })
    contexts.add(context)
    context.setDefaultTimeout(10_000)
    await context.clock.install({ time: new Date(world.now()) })
    return context
  }

  /** Whatever goes wrong in a page is kept, and `close` tells. */
  async function newPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    watch(page, faults)
    return page
  }

  /** A browser of somebody's own. */
  const browserOf = async (): Promise<Page> => newPage(await newContext())

  let shared: Promise<BrowserContext> | undefined
  /** A tab of the browser that people share: it reads and compiles the console once for all of them. */
  async function tab(): Promise<Page> {
    shared ??= newContext()
    const context = await shared
    // In a browser time also goes by while a test runs.
    await context.clock.setSystemTime(new Date(world.now()))
    return newPage(context)
  }

  /**
   * Somebody who has signed in before, at `path`: with tokens from the issuer's own flow, put where the console keeps
   * them. How it comes by them itself is a test of its own. Nobody finds what somebody else preferred.
   */
  async function openAs(email: string, path = '/', name = email.split('@')[0] ?? email): Promise<Page> {
    const page = await tab()
    await world.person(email, { name })
    const kept = await sessionOf(world.stack.origin, await subjectOf(world, email))
    await page.addInitScript(`if (!sessionStorage.length) {
      localStorage.clear()
      sessionStorage.setItem(...${JSON.stringify(kept)})
    }`)
    await page.goto(world.stack.origin + path)
    return page
  }

  /** Time goes by, for the server and for everybody's browser. */
  async function pass(ms: number): Promise<void> {
    world.pass(ms)
    for (const context of contexts) await context.clock.fastForward(ms)
  }

  async function close(): Promise<void> {
    await Promise.all([...contexts].map((context) => context.close()))
    await world.stop()
    expect(faults).toEqual([])
  }

  return { world, browserOf, openAs, pass, close, faults }
}

/** A session as oidc-client-ts writes it down. */
async function sessionOf(origin: string, sub: string): Promise<[key: string, value: string]> {
  const { tokens } = await (await signingIn(() => origin).begin()).finish({ sub })
  const { expires_in, id_token = '', ...rest } = tokens
  const profile = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString())
  const expires_at = Math.floor(Date.now() / 1000) + Number(expires_in)
  return [`oidc.user:${origin}/oidc:console`, JSON.stringify({ ...rest, id_token, profile, expires_at })]
}

/** At the issuer's page: the person it knows by this address. */
export async function signInAs(page: Page, email: string): Promise<void> {
  await page.locator('button.person', { hasText: email }).first().click()
  await page.waitForURL((url) => !url.pathname.startsWith('/oidc') && url.pathname !== '/callback')
}

const expected = [
  // Refusals of the API are part of what is tested; the browser logs each.
  /^Failed to load resource.*status of (4\d\d|503)/,
  // No script runs in a mail that is shown in the inbox, not even the one that sets the clock.
  /^Blocked script execution in 'about:srcdoc'/,
]

/** What a user would not see and an engineer must: errors, and whatever the content policy stopped. */
function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !expected.some((one) => one.test(text))) faults.push(text)
  })
}
