import { now } from '../../shared/clock.ts'
import { keepDelegationSchedule } from '../../shared/delegations/keep-schedule.ts'
import { keepSchedule } from '../../shared/experts/keep-schedule.ts'
import { settler } from './stream.ts'

/** Lets schedules follow what was committed: the window of a grant, the time of a delegation. */
export const handler = settler(
  (consequence) => consequence === 'schedule',
  async ({ entry }) => {
    const keep = entry.action.startsWith('delegation.') ? keepDelegationSchedule : keepSchedule
    await keep(entry, now())
    return { outcome: 'done' }
  },
)
