import type { AuditEntry } from '../audit/model.ts'
import { firstIdAt } from '../ids.ts'
import { auditKey, type Key } from '../keys.ts'
import { query } from '../table.ts'
import type { Span } from './model.ts'
import { type News, newsOf } from './news.ts'

/** Of a busier week the newest are told, and that there is more. */
const mostRead = 2000
const pageSize = 500

/** What was read last. A span that is over does not change, and everybody in an account is told of the same one. */
let last: { name: string; news: Promise<News> } | undefined

/** What happened in an account within a span that is over. */
export function readNews(account: string, span: Span): Promise<News> {
  const name = `${account} ${span.from} ${span.to}`
  if (last?.name === name) return last.news
  const news = read(account, span)
  last = { name, news }
  // What failed is asked for again.
  news.catch(() => {
    last = undefined
  })
  return news
}

async function read(account: string, { from, to }: Span): Promise<News> {
  const between = [firstIdAt(from), firstIdAt(to)] as const
  const entries: AuditEntry[] = []
  let after: Key | undefined
  do {
    const page = await query<AuditEntry>(
      { partition: auditKey(account, '').pk, between },
      { limit: pageSize, after, newestFirst: true },
    )
    entries.push(...page.items)
    after = page.next
  } while (after && entries.length < mostRead)
  return newsOf(entries, after !== undefined)
}
