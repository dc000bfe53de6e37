import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { importKey, type Key } from '../keys.ts'
import type { Page } from '../table.ts'
import { type Import, type RowResult, rowsPerPart, rowsUntil } from './model.ts'
import { loadImport, loadResults } from './store.ts'

/**
 * A job, and what became of its rows so far: a page of them, or all.
 * @throws Refusal import_unknown; invalid_query for a cursor of another list.
 */
export async function readImport(
  account: string,
  id: string,
  { limit, after }: { limit?: number; after?: Key | undefined },
  now: Instant,
): Promise<{ job: Import; results: Page<RowResult> }> {
  const { pk } = importKey(account, id)
  const asked = after ? placeOf(after, pk) : 0
  const job = await loadImport(account, id)
  if (!job) throw new Refusal('import_unknown', 'There is no such import in this account')
  const kept = now < rowsUntil(job) ? job.done : 0
  const from = Math.min(asked, kept)
  const to = Math.min(from + (limit ?? kept), kept)
  const items = await resultsOf(job, from, to)
  // A cursor counts the rows before it.
  return { job, results: { items, ...(to < kept && { next: { pk, sk: String(to) } }) } }
}

async function resultsOf(job: Import, from: number, to: number): Promise<RowResult[]> {
  const first = Math.floor(from / rowsPerPart)
  const parts = Array.from({ length: Math.ceil(to / rowsPerPart) - first }, (_, at) => first + at)
  const found = await loadResults(job, parts)
  return found.slice(from - first * rowsPerPart, to - first * rowsPerPart)
}

function placeOf({ pk, sk }: Key, partition: string): number {
  if (pk !== partition || !/^\d{1,5}$/.test(sk))
    throw new Refusal('invalid_query', 'This cursor was not given out by this list', 'cursor')
  return Number(sk)
}
