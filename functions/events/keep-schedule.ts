import { now } from '../../shared/clock.ts'
import { keepSchedule } from '../../shared/experts/keep-schedule.ts'
import { keepMoveSchedule } from '../../shared/lifecycle/keep-schedule.ts'
import { settler } from './stream.ts'

/** Lets the schedules of a grant follow its committed window, and that of an account's move what is planned. */
export const handler = settler(
  (consequence) => consequence === 'schedule',
  async ({ entry }) => {
    await (entry.action.startsWith('account.') ? keepMoveSchedule : keepSchedule)(entry, now())
    return { outcome: 'done' }
  },
)
