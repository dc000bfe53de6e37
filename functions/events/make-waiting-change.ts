import { now } from '../../shared/clock.ts'
import { type ChangeRef, makeChange } from '../../shared/waiting-changes/make-change.ts'

/** The target of schedules at the end of a wait. A failure is retried by the scheduler, then by the sweep. */
export async function handler(ref: ChangeRef): Promise<{ ended: boolean }> {
  return { ended: await makeChange(ref, 'schedule', now()) }
}
