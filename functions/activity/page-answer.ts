import type { Page } from '../../shared/table.ts'
import { csvAnswer, wantsCsv } from '../csv.ts'
import { writeCursor } from '../cursor.ts'
import type { Answer, Exchange } from '../endpoint.ts'

/** A page as JSON, or as CSV with its cursor in a header; without the account, which the path names. */
export function pageAnswer<T extends { account: string }>(
  request: Pick<Exchange, 'accept' | 'endpoint'>,
  { items, next }: Page<T>,
  toCsv: (items: readonly T[]) => string,
): Answer {
  const { operation } = request.endpoint
  const { nextCursor } = writeCursor(next, operation)
  if (wantsCsv(request))
    return csvAnswer(toCsv(items), `gatepass-${operation}.csv`, nextCursor ? { 'x-next-cursor': nextCursor } : {})
  const shown = items.map(({ account: _, ...item }) => item)
  return { status: 200, body: { items: shown, ...(nextCursor && { nextCursor }) } }
}
