import { now } from '../../shared/clock.ts'
import { type DelegationRef, expireDelegation } from '../../shared/delegations/expire-delegation.ts'

/** The target of schedules at the end of a delegation. A failure is retried by the scheduler, then by the sweep. */
export async function handler(ref: DelegationRef): Promise<{ ended: boolean }> {
  return { ended: await expireDelegation(ref, 'schedule', now()) }
}
