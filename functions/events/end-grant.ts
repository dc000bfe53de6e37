import { now } from '../../shared/clock.ts'
import { endGrant, type GrantRef } from '../../shared/experts/end-grant.ts'

/** The target of schedules at the end of a window. A failure is retried by the scheduler, then by the sweep. */
export async function handler(ref: Required<GrantRef>): Promise<{ ended: boolean }> {
  return { ended: await endGrant(ref, 'schedule', now()) }
}
