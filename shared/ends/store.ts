import type { Account } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import type { Delegation } from '../delegations/model.ts'
import { shards } from '../keys.ts'
import type { Expert } from '../members/model.ts'
import type { AgentRecord } from '../partners/model.ts'
import { query } from '../table.ts'
import type { WaitingChange } from '../waiting-changes/model.ts'

/** What ends, or moves on, by itself: all share one index, and say by their kind what they are. */
export type Due = Expert | AgentRecord | Delegation | WaitingChange | Account

/** What is past its end though still marked as running; a bounded page of each shard. */
export async function overdue(now: Instant, limitPerShard: number): Promise<Due[]> {
  const pages = await Promise.all(
    shards.map((shard) =>
      query<Due>({ index: 'endsDue', partition: `DUE#${shard}`, between: ['', `${now}#~`] }, { limit: limitPerShard }),
    ),
  )
  return pages.flatMap(({ items }) => items)
}
