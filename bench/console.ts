/** How soon the console can be used: a real Chromium in front of the local stack, beside a page without any script. */
import type { Browser, BrowserContext } from 'playwright-core'
import { buildConsole } from '../console/build.ts'
import { theBrowser } from '../test/browser/chromium.ts'
import type { Served } from './console/serve.ts'
import { type Opened, type Visit, visit } from './console/visit.ts'
import { median, printTable, ratios, spread } from './figures.ts'
import type { Filled } from './members/fill.ts'
import { startServer } from './processes.ts'

const rounds = 7

export async function consolePages(): Promise<void> {
  await buildConsole()
  const server = await startServer<Served>('./console/serve.ts')
  const browser = await theBrowser()
  try {
    const { origin, few, many } = server.ready
    const session = await signedIn(browser, origin)
    await compare(browser, origin, session, pagesOf(few.account, many.account))
    await searching(browser, origin, session, [few, many])
  } finally {
    await browser.close()
    await server.stop()
  }
}

const team = (account: string): Pick<Opened, 'path' | 'ready'> => ({
  path: `/accounts/${account}/team`,
  ready: (page) => page.getByRole('link', { name: 'Anna No0', exact: true }).waitFor(),
})

const pagesOf = (few: string, many: string): Opened[] => [
  { name: 'a page without script', path: '/nowhere', ready: (page) => page.getByRole('heading').waitFor() },
  {
    name: 'welcome, nobody signed in',
    path: '/',
    ready: (page) => page.getByRole('main').getByRole('button', { name: 'Sign in' }).waitFor(),
  },
  { name: 'team members, of 100', ...team(few) },
  { name: 'team members, of 100,000', ...team(many) },
  {
    name: 'access permissions, 11 roles',
    path: `/accounts/${few}/permissions`,
    ready: (page) =>
      page
        .getByRole('gridcell', { name: /^\d+ of \d+$/ })
        .first()
        .waitFor(),
  },
]

/** What the session's storage holds once somebody has signed in. */
async function signedIn(browser: Browser, origin: string): Promise<Record<string, string>> {
  const page = await browser.newPage()
  await page.goto(origin)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await page.locator('button.person', { hasText: 'owner@example.com' }).click()
  await page.getByRole('heading', { name: /^Hello/ }).waitFor()
  const kept = (await page.evaluate('({ ...sessionStorage })')) as Record<string, string>
  await page.context().close()
  return kept
}

async function compare(browser: Browser, origin: string, session: Record<string, string>, pages: Opened[]) {
  const seen = pages.map(() => ({ first: [] as Visit[], again: [] as Visit[] }))
  for (let round = 0; round < rounds; round++)
    for (const [at, opened] of pages.entries()) {
      const context = await contextWith(browser, opened.path === '/' ? {} : session)
      seen[at]?.first.push(await visit(context, origin, opened))
      seen[at]?.again.push(await visit(context, origin, opened))
      await context.close()
    }
  const floor = seen[0]?.first.map(({ usable }) => usable) ?? []
  console.log(
    `\nThe console in milliseconds since its page was asked for, median of ${rounds} interleaved rounds [quartiles]\n`,
  )
  printTable(
    ['', 'painted', 'usable', 'x', 'blocked', 'opened again', 'script kB', 'style kB'],
    pages.map(({ name }, at) => {
      const { first = [], again = [] } = seen[at] ?? {}
      const usable = first.map((one) => one.usable)
      return [
        name,
        spread(
          first.map(({ painted }) => painted),
          0,
        ),
        spread(usable, 0),
        median(ratios(usable, floor)).toFixed(1),
        spread(
          first.map(({ blocked }) => blocked),
          0,
        ),
        spread(
          again.map((one) => one.usable),
          0,
        ),
        kilobytes(first.map(({ scriptBytes }) => scriptBytes)),
        kilobytes(first.map(({ styleBytes }) => styleBytes)),
      ]
    }),
  )
  const heaviest = Math.max(...seen.flatMap(({ first }) => first.map(({ scriptBytes }) => scriptBytes)))
  console.log(
    `\nwanted: at most 450 kB of compressed script on a first load: ${heaviest <= 450_000 ? 'met' : 'missed'}`,
  )
}

/** From the last key until whoever was looked for is shown, in the small account and in the large one. */
async function searching(
  browser: Browser,
  origin: string,
  session: Record<string, string>,
  accounts: readonly Filled[],
): Promise<void> {
  const seen = accounts.map(() => [] as number[])
  for (let round = 0; round < rounds; round++)
    for (const [at, { account, size }] of accounts.entries()) {
      const page = await (await contextWith(browser, session)).newPage()
      const { path, ready } = team(account)
      await page.goto(origin + path)
      await ready(page)
      const wanted = size - 1 - round
      await page.getByPlaceholder('Find by name, login or email').fill(`member${wanted}@`)
      const before = performance.now()
      await page.getByRole('link', { name: new RegExp(`No${wanted}$`) }).waitFor()
      seen[at]?.push(performance.now() - before)
      await page.context().close()
    }
  const [few = [], many = []] = seen
  const ratio = median(ratios(many, few)).toFixed(2)
  console.log(
    `\nFrom typing into the search until the one is shown: ${spread(few, 0)} ms of 100 members, ${spread(many, 0)} ms of 100,000 (x ${ratio}); the pause that waits for another key is part of it`,
  )
}

async function contextWith(browser: Browser, session: Record<string, string>): Promise<BrowserContext> {
  const context = await browser.newContext()
  const entries = JSON.stringify(Object.entries(session))
  await context.addInitScript(`for (const [k, v] of ${entries}) sessionStorage.setItem(k, v)`)
  return context
}

const kilobytes = (bytes: number[]) => (median(bytes) / 1000).toFixed(0)
