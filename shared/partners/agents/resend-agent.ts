import { Refusal } from '../../errors.ts'
import type { Agent } from '../model.ts'
import { loadPartner, partnerAsRead } from '../store.ts'
import { type ChangeAgent, changeAgent } from './change-agent.ts'
import { agentInvitation } from './invite-agents.ts'
import { requireActive, requireDomain, requireStanding } from './rules.ts'
import { closeAgentLink, newAgentLink } from './store.ts'

/**
 * Sends a new link, and lets the old one die, while the invitation has not been accepted, however old it is.
 * @throws Refusal already_accepted, already_ended, partner_inactive, domain_not_allowed, and as `changeAgent`.
 */
export const resendAgent = (where: ChangeAgent): Promise<Agent> =>
  changeAgent(where, async (before) => {
    if (before.status === 'active' || before.status === 'inactive')
      throw new Refusal('already_accepted', 'This invitation has already been accepted')
    requireStanding(before.status, 'invited')
    const partner = await loadPartner(where.partner.id)
    requireActive(partner)
    requireDomain(before, partner)
    const invitation = await agentInvitation(before, where.catalog, where.now)
    const after = { ...before, invitation }
    return {
      after,
      changes: [...closeAgentLink(before, 'rotated'), ...newAgentLink(after), partnerAsRead(partner)],
      told: [
        {
          action: 'agent.resent',
          before: { rotation: before.invitation?.rotation ?? 0 },
          after: { rotation: invitation.rotation },
        },
      ],
    }
  })
