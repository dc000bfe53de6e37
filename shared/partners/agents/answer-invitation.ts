import { catalogFor } from '../../accounts/policy.ts'
import type { AuditItem } from '../../audit/entry.ts'
import type { Instant } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { requireInvited, type SignedIn } from '../../members/rules.ts'
import { again, commit } from '../../table.ts'
import type { Agent, AgentRecord, Partner } from '../model.ts'
import { letInUntil } from '../rules.ts'
import { partnerAsRead } from '../store.ts'
import { leadsChange } from './leads.ts'
import { openAgentInvitation } from './read-invitation.ts'
import { partnerTerms, requireActive, requireDomain } from './rules.ts'
import { closeAgentLink, newRecord, replaceAgent, unlockAgentEmail } from './store.ts'

/** @throws Refusal as `openAgentInvitation`; email_unverified, email_mismatch. */
async function invitationFor(token: string, person: SignedIn, now: Instant) {
  const { agent, partner } = await openAgentInvitation(token, now)
  requireInvited(person, agent)
  return { agent, partner }
}

/**
 * Makes the signed-in person the agent who was invited. Nobody is agent of two partners, whoever invites at once.
 * @throws Refusal as `invitationFor`; partner_inactive; domain_not_allowed where the partner has lost the domain;
 * already_agent.
 */
export const acceptAsAgent = (token: string, person: SignedIn, now: Instant): Promise<Agent> =>
  again(async () => {
    const { agent, partner } = await invitationFor(token, person, now)
    requireActive(partner)
    requireDomain(agent, partner)
    const { subject } = person
    const after: Agent = { ...agent, status: 'active', subject, acceptedAt: now }
    await commit(
      [
        replaceAgent(agent, after),
        ...leadsChange(agent, after),
        ...closeAgentLink(agent, 'accepted'),
        newRecord(subject, await recordFor(after, partner, now)),
        partnerAsRead(partner),
      ],
      [entry('agent.accepted', after, now)],
    )
    return { ...after, version: agent.version + 1 }
  })

async function recordFor({ id, lead }: Agent, partner: Partner, now: Instant): Promise<AgentRecord> {
  const { inactiveAfterDays = null } = partnerTerms(await catalogFor(partner)).agents
  return {
    ...{ kind: 'agent', agent: id, partner: partner.id, lead, status: 'active', since: now, inactiveAfterDays },
    activeUntil: inactiveAfterDays === null ? null : letInUntil(now, inactiveAfterDays),
  }
}

/** Turns an invitation down, for good: nobody gets in by this link. @throws Refusal as `invitationFor`. */
export const declineAsAgent = (token: string, person: SignedIn, now: Instant): Promise<Agent> =>
  again(async () => {
    const { agent } = await invitationFor(token, person, now)
    const after: Agent = { ...agent, status: 'revoked' }
    await commit(
      [replaceAgent(agent, after), ...closeAgentLink(agent, 'declined'), ...unlockAgentEmail(agent)],
      [entry('agent.declined', after, now)],
    )
    return { ...after, version: agent.version + 1 }
  })

const entry = (action: 'agent.accepted' | 'agent.declined', agent: Agent, now: Instant): AuditItem => ({
  entry: {
    ...{ id: newId(now), account: agent.partner, at: now, action, target: agent.id },
    actor: { type: 'agent', id: agent.id, partner: agent.partner },
    before: { status: 'invited' },
    after: { status: agent.status },
  },
})
