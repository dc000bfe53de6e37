import { now } from '../../shared/clock.ts'
import type { GrantRef } from '../../shared/experts/end-grant.ts'
import { remindGrant } from '../../shared/experts/remind-grant.ts'

/** The target of schedules shortly before the end of a window. */
export async function handler(ref: Required<GrantRef>): Promise<{ reminded: boolean }> {
  return { reminded: await remindGrant(ref, now()) }
}
