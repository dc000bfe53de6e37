import { Refusal, refuseAny } from '../../errors.ts'
import { normalEmail } from '../../members/rules.ts'
import type { Agent } from '../model.ts'
import type { UpdateAgent } from '../requests.ts'
import { loadPartner, partnerAsRead } from '../store.ts'
import { type ChangeAgent, changeAgent, type Told } from './change-agent.ts'
import { agentInvitation } from './invite-agents.ts'
import { agentFaults, requireActive, requireStanding } from './rules.ts'
import { closeAgentLink, lockAgentEmail, newAgentLink, unlockAgentEmail } from './store.ts'

/**
 * Changes the name, whether the agent leads, or the address of who has not accepted yet: then the old link dies and a new
 * mail goes to the new address. @throws Refusal with every fault at its field; already_accepted, already_ended,
 * already_invited; and as `changeAgent`.
 */
export const updateAgent = ({ body, ...where }: ChangeAgent & { body: UpdateAgent }): Promise<Agent> =>
  changeAgent(where, async (before) => {
    requireStanding(before.status, 'invited', 'active', 'inactive')
    const partner = await loadPartner(where.partner.id)
    refuseAny(agentFaults(body, partner, where.catalog))
    const { name = before.name, lead = before.lead } = body
    const changed = { ...before, name, lead }
    const moved = await withEmail(changed, body, { ...where, partner })
    return { ...moved, told: [...toldOf(before, changed), ...moved.told] }
  })

/** The audit holds no names: that one was changed is all it says. */
function toldOf(before: Agent, after: Agent): Told[] {
  const renamed = before.name === after.name ? [] : ['name']
  if (renamed.length === 0 && before.lead === after.lead) return []
  return [
    {
      action: 'agent.updated',
      before: { lead: before.lead },
      after: { lead: after.lead, ...(renamed.length > 0 && { changed: renamed }) },
    },
  ]
}

async function withEmail(agent: Agent, { email }: UpdateAgent, { partner, catalog, now }: ChangeAgent) {
  if (email === undefined || normalEmail(email) === agent.email) return { after: agent, told: [] }
  if (agent.status !== 'invited')
    throw new Refusal('already_accepted', 'An address can be changed until the invitation is accepted', 'email')
  requireActive(partner)
  const invitation = await agentInvitation(agent, catalog, now)
  const after = { ...agent, email: normalEmail(email), invitation }
  const told: Told[] = [{ action: 'agent.email-changed', after: { rotation: invitation.rotation } }]
  return {
    after,
    changes: [
      ...closeAgentLink(agent, 'rotated'),
      ...newAgentLink(after),
      ...unlockAgentEmail(agent),
      lockAgentEmail(after, 'email'),
      partnerAsRead(partner),
    ],
    told,
  }
}
