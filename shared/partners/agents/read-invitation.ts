import { catalogFor } from '../../accounts/policy.ts'
import type { Instant } from '../../clock.ts'
import { Refusal } from '../../errors.ts'
import type { AgentInvitationView, InvitationLink } from '../../members/model.ts'
import { requireOpen, shortened } from '../../members/rules.ts'
import { loadLink } from '../../members/store.ts'
import { tokenHash } from '../../tokens.ts'
import type { Agent, Partner } from '../model.ts'
import { loadPartner } from '../store.ts'
import { partnerTerms, requireActive } from './rules.ts'
import { findAgent } from './store.ts'

/** Whether a link leads to the staff of a partner, and not into an account. */
export const invitesAgent = async (token: string): Promise<boolean> =>
  (await loadLink(tokenHash(token)))?.kind === 'agent'

const withdrawn = () => new Refusal('invitation_withdrawn', 'This invitation was withdrawn')

/**
 * A link that still works, and the agent it invites.
 * @throws Refusal saying what kind of dead link it is.
 */
export async function openAgentInvitation(
  token: string,
  now: Instant,
): Promise<{ link: InvitationLink; agent: Agent; partner: Partner }> {
  const hash = tokenHash(token)
  const link = await loadLink(hash)
  requireOpen(link, now)
  const [agent, partner] = await Promise.all([findAgent(link.account, link.member), loadPartner(link.account)])
  if (agent?.status === 'invited') return { link, agent, partner }
  // Somebody answered between the two reads; by now the link says how.
  requireOpen(await loadLink(hash), now)
  throw withdrawn()
}

/**
 * What a link to the staff of a partner offers. Changes nothing: mail scanners follow links.
 * @throws Refusal as `openAgentInvitation`; partner_inactive.
 */
export async function readAgentInvitation(token: string, now: Instant): Promise<AgentInvitationView> {
  const { link, agent, partner } = await openAgentInvitation(token, now)
  requireActive(partner)
  const { name, email, lead, invitedBy } = agent
  if (name === null || email === null) throw withdrawn()
  const [inviter, { roles }] = await Promise.all([
    invitedBy === undefined ? undefined : findAgent(partner.id, invitedBy),
    catalogFor(partner).then((catalog) => partnerTerms(catalog)),
  ])
  return {
    partner: { name: partner.name },
    ...{ kind: 'agent', name, email: shortened(email), lead },
    invitedBy: inviter?.name ? { name: inviter.name } : null,
    role: roles.find(({ id }) => id === partner.role)?.name ?? partner.role,
    expiresAt: link.expiresAt,
    state: 'open',
  }
}
