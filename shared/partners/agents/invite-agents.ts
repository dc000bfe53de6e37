import type { AuditItem } from '../../audit/entry.ts'
import type { Actor } from '../../audit/model.ts'
import type { Catalog } from '../../catalogs/schema.ts'
import type { Instant } from '../../clock.ts'
import { type Fault, refuseAny } from '../../errors.ts'
import type { Remember } from '../../idempotency.ts'
import { newId } from '../../ids.ts'
import type { Invitation } from '../../members/model.ts'
import { invitationExpiry, normalEmail } from '../../members/rules.ts'
import { again, type Change, commit } from '../../table.ts'
import { invitationToken, tokenHash } from '../../tokens.ts'
import type { Agent, Partner } from '../model.ts'
import type { InviteAgents } from '../requests.ts'
import { loadPartner, partnerAsRead } from '../store.ts'
import { agentFaults, partnerTerms, requireActive } from './rules.ts'
import { lockAgentEmail, newAgent, newAgentLink } from './store.ts'

export interface InviteTo {
  partner: Partner
  catalog: Catalog
  actor: Actor
  now: Instant
}

/**
 * Invites people to the partner's staff: all of them or none. Each is told by mail.
 * @throws Refusal partner_inactive; every fault at its field; already_invited.
 */
export const inviteAgents = (
  invite: InviteTo & { remember: Remember },
  { agents: people }: InviteAgents,
): Promise<Agent[]> =>
  again(async () => invitedTo({ ...invite, partner: await loadPartner(invite.partner.id) }, people))

async function invitedTo(invite: InviteTo & { remember: Remember }, people: InviteAgents['agents']): Promise<Agent[]> {
  const { partner, catalog, remember } = invite
  requireActive(partner)
  refuseAny([
    ...people.flatMap((person, at) => agentFaults(person, partner, catalog, `agents[${at}].`)),
    ...doubled(people.map(({ email }) => normalEmail(email))),
  ])
  const planned = await Promise.all(people.map((person, at) => planAgent(invite, person, `agents[${at}].email`)))
  const [first, ...rest] = planned.map(({ entry }) => entry)
  if (!first) throw new Error('the schema asks for at least one agent')
  const agents = planned.map(({ agent }) => agent)
  await commit(
    // Its domains and whether it is active are as they were read.
    [...remember(agents.map(({ id }) => id)), ...planned.flatMap(({ changes }) => changes), partnerAsRead(partner)],
    [first, ...rest],
  )
  return agents
}

const doubled = (emails: readonly string[]): Fault[] =>
  emails.flatMap((email, at) =>
    emails.indexOf(email) < at
      ? [{ code: 'duplicate_email', detail: 'The address stands twice', field: `agents[${at}].email` } as const]
      : [],
  )

interface PlannedAgent {
  agent: Agent
  changes: Change[]
  entry: AuditItem
}

/** What inviting one person commits. The address stands at `field` of the request. */
export async function planAgent(
  { partner, catalog, actor, now }: InviteTo,
  { name, email, lead }: InviteAgents['agents'][number],
  field: string,
): Promise<PlannedAgent> {
  const id = newId(now)
  const agent: Agent & { email: string } = {
    ...{ id, partner: partner.id, status: 'invited', name, email: normalEmail(email), lead },
    createdAt: now,
    ...(actor.type === 'agent' && { invitedBy: actor.id }),
    invitation: await agentInvitation({ partner: partner.id, id }, catalog, now),
    version: 1,
  }
  const entry: AuditItem = {
    entry: {
      ...{ id: newId(now), account: partner.id, at: now, action: 'agent.invited', actor, target: id },
      after: { status: 'invited', lead, rotation: 1 },
    },
  }
  return { agent, changes: [newAgent(agent), lockAgentEmail(agent, field), ...newAgentLink(agent)], entry }
}

/** The first invitation, or the one that follows: another link, which works for as many days as the catalog says. */
export async function agentInvitation(
  { partner, id, invitation }: Pick<Agent, 'partner' | 'id' | 'invitation'>,
  catalog: Catalog,
  now: Instant,
): Promise<Invitation> {
  const rotation = (invitation?.rotation ?? 0) + 1
  return {
    tokenHash: tokenHash(await invitationToken(partner, id, rotation)),
    rotation,
    expiresAt: invitationExpiry(now, partnerTerms(catalog).agents.invitationDays, null),
  }
}
