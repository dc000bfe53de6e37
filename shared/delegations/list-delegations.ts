import type { AccessRecord } from '../access/model.ts'
import type { Instant } from '../clock.ts'
import type { Key } from '../keys.ts'
import type { Page } from '../table.ts'
import type { DelegationView, ListDelegations } from './model.ts'
import { isSeenBy, statusAt } from './rules.ts'
import { delegationsOf } from './store.ts'
import { viewDelegations } from './view.ts'

interface List extends ListDelegations {
  account: string
  viewer: AccessRecord
  page: { limit: number; after?: Key | undefined }
  now: Instant
}

/** One page of what was done on behalf of members, newest first. A page may hold fewer than `limit` and go on. */
export async function listDelegations({ account, status, viewer, page, now }: List): Promise<Page<DelegationView>> {
  const found = await delegationsOf(account, page)
  const wanted = found.items.filter(
    (one) => isSeenBy(one, viewer) && (status === undefined || statusAt(one, now) === status),
  )
  return { ...found, items: await viewDelegations(wanted, now) }
}
