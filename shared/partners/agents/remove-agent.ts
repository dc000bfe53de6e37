import type { Instant } from '../../clock.ts'
import type { Agent } from '../model.ts'
import { type ChangeAgent, changeAgent, envelopeOf } from './change-agent.ts'
import { requireStanding } from './rules.ts'
import { closeAgentLink, forgetRecord, unlockAgentEmail } from './store.ts'

/**
 * Ends an agent's place and erases the details; the person may become another partner's agent. What was done stays on
 * record under the agent's id. @throws Refusal already_ended, last_lead, and as `changeAgent`.
 */
export const removeAgent = (where: ChangeAgent): Promise<Agent> =>
  changeAgent(where, (before, record) => {
    // Who declined has left details, too.
    if (before.erasedAt) requireStanding(before.status)
    return {
      after: erased(before, where.now),
      changes: [
        ...closeAgentLink(before, 'withdrawn'),
        ...(before.status === 'revoked' ? [] : unlockAgentEmail(before)),
        ...(record && before.subject !== undefined ? [forgetRecord(before.subject, record)] : []),
      ],
      told: [
        {
          action: 'agent.removed',
          before: { status: before.status, lead: before.lead },
          after: { status: 'revoked', erased: true },
          ...envelopeOf(before),
          // Who declined knows.
          ...(before.status === 'revoked' && { without: ['mail.agent-removed'] as const }),
        },
      ],
    }
  })

/** Without name, address and identity. */
function erased({ id, partner, createdAt, invitedBy, acceptedAt, version }: Agent, now: Instant): Agent {
  return {
    ...{ id, partner, status: 'revoked', name: null, email: null, lead: false, createdAt, version, erasedAt: now },
    ...(invitedBy !== undefined && { invitedBy }),
    ...(acceptedAt !== undefined && { acceptedAt }),
  }
}
