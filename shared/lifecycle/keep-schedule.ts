import type { Lifecycle } from '../accounts/model.ts'
import { loadAccount } from '../accounts/store.ts'
import type { AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { dropSchedule, setSchedule, upcoming } from '../schedule.ts'
import type { MoveRef } from './move-standing.ts'
import { awaited } from './rules.ts'

const nameOf = ({ account, planVersion }: Required<MoveRef>) => `move-${account}-${planVersion}`

/**
 * Makes the schedule of an account what its present plan asks for, and drops those of plans that the entry speaks of and
 * are no more. It looks at the account as it is now, so the order in which changes arrive does not matter.
 */
export async function keepMoveSchedule({ account, before, after }: AuditEntry, now: Instant): Promise<void> {
  const next = awaited((await loadAccount(account)).lifecycle)
  if (next) {
    const ref = { account, planVersion: next.version }
    await setSchedule({ name: nameOf(ref), at: upcoming(next.at, now), target: 'MOVE_STANDING_ARN', input: ref })
  }
  const named = [before, after].flatMap((state) => (state as Partial<Lifecycle> | undefined)?.planned?.version ?? [])
  for (const planVersion of new Set(named))
    if (planVersion !== next?.version) await dropSchedule(nameOf({ account, planVersion }))
}
