import { now } from '../../shared/clock.ts'
import { keepDelegationSchedule } from '../../shared/delegations/keep-schedule.ts'
import { keepSchedule } from '../../shared/experts/keep-schedule.ts'
import { keepMoveSchedule } from '../../shared/lifecycle/keep-schedule.ts'
import { keepChangeSchedule } from '../../shared/waiting-changes/keep-schedule.ts'
import { settler } from './stream.ts'

const keepers: Readonly<Record<string, typeof keepSchedule>> = {
  account: keepMoveSchedule,
  change: keepChangeSchedule,
  delegation: keepDelegationSchedule,
}

/** Lets schedules follow what was committed: the window of a grant, the time of a delegation, what is planned, what waits. */
export const handler = settler(
  (consequence) => consequence === 'schedule',
  async ({ entry }) => {
    const [subject = ''] = entry.action.split('.')
    await (keepers[subject] ?? keepSchedule)(entry, now())
    return { outcome: 'done' }
  },
)
