import { now } from '../../shared/clock.ts'
import { type MoveRef, moveStanding } from '../../shared/lifecycle/move-standing.ts'

/** The target of schedules at the time of a planned move. A failure is retried by the scheduler, then by the sweep. */
export async function handler(ref: Required<MoveRef>): Promise<{ moved: boolean }> {
  return { moved: await moveStanding(ref, 'schedule', now()) }
}
