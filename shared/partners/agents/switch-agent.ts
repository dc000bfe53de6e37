import type { Agent } from '../model.ts'
import { letInUntil } from '../rules.ts'
import { type ChangeAgent, changeAgent, envelopeOf } from './change-agent.ts'
import { requireStanding } from './rules.ts'

/**
 * Lets an inactive agent in again, with as many days to stay away as at first.
 * @throws Refusal already_active, not_accepted, already_ended, and as `changeAgent`.
 */
export const activateAgent = (where: ChangeAgent): Promise<Agent> =>
  changeAgent(where, (before, record) => {
    requireStanding(before.status, 'inactive')
    const days = record?.inactiveAfterDays ?? null
    return {
      after: { ...before, status: 'active' },
      activeUntil: days === null ? null : letInUntil(where.now, days),
      told: [{ action: 'agent.activated', before: { status: 'inactive' }, after: { status: 'active' } }],
    }
  })

/**
 * Keeps an agent out of everything that is their partner's, from the next decision on.
 * @throws Refusal already_inactive, last_lead, and as `changeAgent`.
 */
export const deactivateAgent = (where: ChangeAgent): Promise<Agent> =>
  changeAgent(where, (before) => {
    requireStanding(before.status, 'active')
    return {
      after: { ...before, status: 'inactive' },
      told: [
        {
          action: 'agent.deactivated',
          before: { status: 'active' },
          after: { status: 'inactive' },
          ...envelopeOf(before),
        },
      ],
    }
  })
