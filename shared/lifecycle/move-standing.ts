import type { Account } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import { accountKey } from '../keys.ts'
import { again, read } from '../table.ts'
import { commitChanges } from './commit-changes.ts'
import { madeByTime } from './move-rules.ts'
import { lifecycleOf } from './rules.ts'

/** Which plan a schedule was made for. */
export interface MoveRef {
  account: string
  /** The sweep names none: it writes down whatever is due. */
  planVersion?: number
}

/**
 * Writes down that a planned move has happened; decisions have gone by it since its instant. A firing that is early,
 * doubled, or for an older plan does nothing.
 * @returns whether this call wrote it.
 */
export const moveStanding = (ref: MoveRef, by: 'schedule' | 'sweep', now: Instant): Promise<boolean> =>
  again(async () => {
    const account = await read<Account>(accountKey(ref.account))
    if (!account) return false
    const lifecycle = lifecycleOf(account)
    if (ref.planVersion !== undefined && ref.planVersion !== lifecycle.planned?.version) return false
    const made = madeByTime(lifecycle, now)
    if (!made) return false
    await commitChanges(account, [made], () => ({ type: 'system', id: by }), now)
    return true
  })
