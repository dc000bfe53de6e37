import type { Page } from '../../shared/table.ts'
import { csvAnswer, textAnswer, wantsCsv } from '../csv.ts'
import { writeCursor } from '../cursor.ts'
import type { Answer, Exchange } from '../endpoint.ts'

type Asked = Pick<Exchange, 'accept' | 'endpoint'>

/** Without the account, which the path names. */
export const pageAnswer = <T extends { account: string }>(
  request: Asked,
  page: Page<T>,
  toCsv: (items: readonly T[]) => string,
): Answer => listAnswer(request, page, toCsv, ({ account: _, ...item }) => item)

/** A page as JSON, or as CSV with its cursor in a header. */
export function listAnswer<T>(
  request: Asked,
  { items, next }: Page<T>,
  toCsv: (items: readonly T[]) => string,
  show: (item: T) => unknown = (item) => item,
): Answer {
  const { operation } = request.endpoint
  const { nextCursor } = writeCursor(next, operation)
  if (wantsCsv(request))
    return csvAnswer(toCsv(items), `gatepass-${operation}.csv`, nextCursor ? { 'x-next-cursor': nextCursor } : {})
  const body = { items: items.map(show), ...(nextCursor && { nextCursor }) }
  return textAnswer(JSON.stringify(body), { 'content-type': 'application/json' })
}
