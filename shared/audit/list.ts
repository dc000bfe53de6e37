import type { ListAudit } from '../activity/model.ts'
import { firstIdAt } from '../ids.ts'
import { auditKey, auditOfTargetEntry, type Key } from '../keys.ts'
import { type Page, query } from '../table.ts'
import type { AuditEntry } from './model.ts'

/** One page of what changed, newest first. With a filter by action a page may hold fewer than `limit` and still go on. */
export async function listAudit(
  account: string,
  { member, action, from, to }: ListAudit,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<AuditEntry>> {
  const between = [from ? firstIdAt(from) : '', to ? `${firstIdAt(to)}~` : '~'] as const
  const found = await query<AuditEntry>(
    member === undefined
      ? { partition: auditKey(account, '').pk, between }
      : { index: 'auditOfTarget', partition: auditOfTargetEntry(account, member).auditOf, between },
    { ...page, newestFirst: true },
  )
  return { ...found, items: found.items.filter((one) => action === undefined || one.action === action) }
}
