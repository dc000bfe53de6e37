import { auditKey, auditOfTargetEntry, unsettledEntry } from '../keys.ts'
import type { Item } from '../table.ts'
import { minute, plus } from '../time.ts'
import { type Consequence, owedBy } from './consequences.ts'
import type { AuditEntry, Envelope } from './model.ts'

export interface AuditItem {
  entry: AuditEntry
  envelope?: Envelope
  /** Those that do not apply to this one change, such as a schedule for a window without an end. */
  without?: readonly Consequence[]
}

/** A consequence not settled by then is driven again by the sweep. */
export const settleWithin = 5 * minute

/**
 * An audit entry as it is stored. The stream hands on what is marked `due`, so the marks that settling leaves wake
 * nobody; while it owes something, it is found by the index of unsettled entries.
 */
export function auditPut({ entry, envelope, without = [] }: AuditItem): Item<AuditEntry> {
  const pending = owedBy(entry.action, entry.actor).filter((consequence) => !without.includes(consequence))
  return {
    ...auditKey(entry.account, entry.id),
    ...auditOfTargetEntry(entry.account, entry.target),
    ...(pending.length > 0 && {
      pending: new Set<string>(pending),
      due: true,
      claims: {},
      settled: {},
      redrives: 0,
      ...unsettledEntry(entry.id, plus(entry.at, settleWithin)),
      ...(envelope && { envelope }),
    }),
    data: entry,
  }
}
