import type { Instant } from '../clock.ts'
import type { Key } from '../keys.ts'
import { folded } from '../members/find/folded.ts'
import type { ExpertView, ListExperts } from './model.ts'
import { expertsOf } from './store.ts'
import { viewExperts } from './view.ts'

/** One page of an account's experts, the newest of each status first. A page may hold fewer than `limit` and go on. */
export async function listExperts(
  account: string,
  { status, search }: ListExperts,
  page: { limit: number; after?: Key | undefined },
  now: Instant,
): Promise<{ items: ExpertView[]; next?: Key }> {
  // A window that is over shows as expired before it is tidied up, so `expired` asks all.
  const { items, next } = await expertsOf(account, status === 'expired' ? undefined : status, page)
  const wanted = search === undefined ? items : items.filter(matches(folded(search)))
  const shown = await viewExperts(wanted, now)
  return { items: status ? shown.filter((expert) => expert.status === status) : shown, ...(next && { next }) }
}

const matches =
  (search: string) =>
  ({ name, email }: { name: string | null; email: string | null }) =>
    [name, email].some((text) => text !== null && folded(text).includes(search))
