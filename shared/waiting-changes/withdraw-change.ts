import type { AccessRecord } from '../access/model.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { requireVersion } from '../table.ts'
import { endChange, over } from './end-change.ts'
import { isShownTo } from './list-changes.ts'
import { loadChange } from './store.ts'

interface Withdraw {
  account: string
  change: string
  /** Absent for the platform. */
  by?: AccessRecord | undefined
  actor: Actor
  ifVersion?: number | undefined
  now: Instant
}

/**
 * Ends the wait of a change before it is due. At that moment it is too late, whether or not anything was done yet.
 * @throws Refusal change_unknown; not_permitted for an agent who did not ask for it; already_ended; version_conflict.
 */
export async function withdrawChange({ account, change: id, by, actor, ifVersion, now }: Withdraw): Promise<void> {
  const change = await loadChange(account, id)
  if (!change || !isShownTo(change, by))
    throw new Refusal('change_unknown', 'There is no such waiting change in this account')
  if (by?.kind === 'partner' && by.member !== change.actor.id)
    throw new Refusal('not_permitted', 'Another agent asked for this change')
  requireVersion(change, ifVersion)
  if (change.status !== 'waiting' || now >= change.dueAt) throw over()
  await endChange(change, { ended: { status: 'withdrawn' }, actor, now })
}
