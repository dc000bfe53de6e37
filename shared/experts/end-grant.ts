import type { Instant } from '../clock.ts'
import { statusAt } from '../members/rules.ts'
import { loadMember } from '../members/store.ts'
import { again } from '../table.ts'
import { endGrantNow } from './end.ts'

type SystemActor = 'schedule' | 'sweep' | 'request'

/** Which window a schedule was made for. */
export interface GrantRef {
  account: string
  member: string
  /** The sweep names none: it ends whatever is over. */
  grantVersion?: number
}

/**
 * Tidies up after a window that is over: the grant becomes `expired`. A firing that is early, doubled, or for an older
 * window does nothing.
 * @returns whether this call ended it.
 */
export const endGrant = (ref: GrantRef, by: SystemActor, now: Instant): Promise<boolean> =>
  again(async () => {
    const expert = await loadMember(ref.account, ref.member)
    if (expert?.kind !== 'expert') return false
    if (ref.grantVersion !== undefined && ref.grantVersion !== expert.grant.version) return false
    if (expert.status === 'expired' || statusAt(expert, now) !== 'expired') return false
    await endGrantNow(expert, { how: 'expired', actor: { type: 'system', id: by }, now })
    return true
  })
