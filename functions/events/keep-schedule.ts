import { now } from '../../shared/clock.ts'
import { keepSchedule } from '../../shared/experts/keep-schedule.ts'
import { keepChangeSchedule } from '../../shared/waiting-changes/keep-schedule.ts'
import { settler } from './stream.ts'

/** Lets schedules follow what was committed: the window of a grant, the wait of a change. */
export const handler = settler(
  (consequence) => consequence === 'schedule',
  async ({ entry }) => {
    await (entry.action.startsWith('change.') ? keepChangeSchedule : keepSchedule)(entry, now())
    return { outcome: 'done' }
  },
)
