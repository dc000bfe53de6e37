/** One visit of a page, and what the browser itself measured of it. */
import type { BrowserContext, Page } from 'playwright-core'

export interface Visit {
  /** Until something is to be seen, in milliseconds since the page was asked for. */
  painted: number
  /** Until what the page is for is there, and the main thread is free to take the next key. */
  usable: number
  /** How long keys would have had to wait: of each task what is beyond 50 ms. */
  blocked: number
  scriptBytes: number
  styleBytes: number
}

export interface Opened {
  name: string
  path: string
  /** What is there once it can be used. */
  ready: (page: Page) => Promise<unknown>
}

/** Opens a page and looks at what the browser itself measured. */
export async function visit(context: BrowserContext, origin: string, { path, ready }: Opened): Promise<Visit> {
  const page = await context.newPage()
  await page.addInitScript(`
    window.tasks = []
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true })
  `)
  await page.goto(origin + path)
  await ready(page)
  const figures = (await page.evaluate(measured)) as Visit
  await page.close()
  return figures
}

/** Runs in the page: usable is when an idle moment comes after what it waited for was there. */
const measured = `new Promise((resolve) => requestIdleCallback(() => {
  const resources = performance.getEntriesByType('resource')
  const bytes = (ending) => resources.filter(({ name }) => name.endsWith(ending)).reduce((sum, one) => sum + one.encodedBodySize, 0)
  resolve({
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now(),
    usable: performance.now(),
    blocked: tasks.reduce((sum, one) => sum + Math.max(0, one - 50), 0),
    scriptBytes: bytes('.js'),
    styleBytes: bytes('.css'),
  })
}))`
