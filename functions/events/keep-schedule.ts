import { now } from '../../shared/clock.ts'
import { keepSchedule } from '../../shared/experts/keep-schedule.ts'
import { settler } from './stream.ts'

/** Lets the schedules of a grant follow its committed window. */
export const handler = settler(
  (consequence) => consequence === 'schedule',
  async ({ entry }) => {
    await keepSchedule(entry, now())
    return { outcome: 'done' }
  },
)
