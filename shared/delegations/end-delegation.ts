import type { AccessRecord } from '../access/model.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { again, requireVersion } from '../table.ts'
import { endNow } from './end.ts'
import type { Delegation } from './model.ts'
import { isSeenBy, statusAt } from './rules.ts'
import { delegationUnknown, loadDelegation } from './store.ts'

interface EndDelegation {
  account: string
  delegation: string
  /** Absent for the platform. */
  by: AccessRecord | undefined
  actor: Actor
  ifVersion?: number | undefined
  now: Instant
}

/**
 * Ends it before its time: by the agent who acts, by the account, or by the platform.
 * @throws Refusal delegation_unknown, also for another agent's; already_ended; version_conflict.
 */
export const endDelegation = ({ account, delegation, by, actor, ifVersion, now }: EndDelegation): Promise<Delegation> =>
  again(async () => {
    const running = await loadDelegation(account, delegation)
    if (!isSeenBy(running, by)) throw delegationUnknown()
    requireVersion(running, ifVersion)
    const status = statusAt(running, now)
    if (status !== 'active') throw new Refusal('already_ended', `This delegation has already ended: it is ${status}`)
    return endNow(running, { how: 'ended', actor, now })
  })
