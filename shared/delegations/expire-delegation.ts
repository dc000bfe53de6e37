import type { Instant } from '../clock.ts'
import { again } from '../table.ts'
import { endNow } from './end.ts'
import { statusAt } from './rules.ts'
import { findDelegation } from './store.ts'

export interface DelegationRef {
  account: string
  delegation: string
}

/**
 * Tidies up after the time of a delegation is over. A firing that is early or doubled does nothing.
 * @returns whether this call ended it.
 */
export const expireDelegation = (
  { account, delegation }: DelegationRef,
  by: 'schedule' | 'sweep',
  now: Instant,
): Promise<boolean> =>
  again(async () => {
    const running = await findDelegation(account, delegation)
    if (running?.status !== 'active' || statusAt(running, now) !== 'expired') return false
    await endNow(running, { how: 'expired', actor: { type: 'system', id: by }, now })
    return true
  })
