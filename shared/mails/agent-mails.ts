/** Mails to agents about their place at their partner: no account is concerned. */
import { catalogFor } from '../accounts/policy.ts'
import type { MailKind } from '../audit/consequences.ts'
import type { Actor } from '../audit/model.ts'
import type { OpenEntry } from '../audit/settle.ts'
import { setting } from '../config.ts'
import { findAgent } from '../partners/agents/store.ts'
import type { Agent, Partner } from '../partners/model.ts'
import { loadPartner } from '../partners/store.ts'
import { invitationToken } from '../tokens.ts'
import * as say from './agent-templates.ts'
import type { Written } from './write-mail.ts'

interface AgentFacts extends OpenEntry {
  partner: Partner
  agent: Agent
}

type WriteToAgent = (facts: AgentFacts) => Promise<Written | undefined>

/** Agents are named; anybody else is the platform. */
async function nameOf({ id }: Partner, agent: string | undefined): Promise<string | undefined> {
  return agent === undefined ? undefined : ((await findAgent(id, agent))?.name ?? undefined)
}

const agentIn = ({ type, id }: Actor): string | undefined => (type === 'agent' ? id : undefined)

const agentMails = {
  'mail.agent-invitation': async ({ entry, partner, agent }) => {
    const { invitation, name, email, status } = agent
    // Sent late, after a resend or an end, it would offer a dead link.
    const current = invitation && status === 'invited' && invitation.rotation === entry.after?.rotation
    if (!current || name === null || email === null) return undefined
    const { partners, name: product } = await catalogFor(partner)
    const role = partners?.roles.find(({ id }) => id === partner.role)?.name ?? partner.role
    const token = await invitationToken(partner.id, agent.id, invitation.rotation)
    const mail = say.agentInvitation({
      ...{ partner: partner.name, role, product, name, lead: agent.lead },
      invitedBy: await nameOf(partner, agent.invitedBy),
      url: `${setting('PUBLIC_URL')}/invitations/${token}`,
      expiresAt: invitation.expiresAt,
    })
    return { to: email, mail, rotation: invitation.rotation }
  },
  'mail.agent-deactivated': async ({ entry, envelope, partner, agent }) => {
    // Let in again before this went out: it would no longer be true.
    if (!envelope?.email || agent.status !== 'inactive') return undefined
    const by = await nameOf(partner, agentIn(entry.actor))
    const told = { partner: partner.name, name: envelope.name, at: entry.at, by }
    const days = entry.actor.type === 'system' ? Number(entry.after?.notSeenForDays) : undefined
    return { to: envelope.email, mail: say.agentDeactivated({ ...told, notSeenForDays: days }) }
  },
  'mail.agent-removed': async ({ entry, envelope, partner, agent }) => {
    if (!envelope?.email) return undefined
    const by = await nameOf(partner, agentIn(entry.actor))
    const accepted = agent.acceptedAt !== undefined
    const told = { partner: partner.name, name: envelope.name, at: entry.at, by }
    return { to: envelope.email, mail: say.agentRemoved({ ...told, accepted }) }
  },
} satisfies Partial<Record<MailKind, WriteToAgent>>

export type AgentMailKind = keyof typeof agentMails

export const isAgentMail = (kind: MailKind): kind is AgentMailKind => Object.hasOwn(agentMails, kind)

/** @throws Error where the partner or agent is gone, which cannot be. */
export async function writeAgentMail(open: OpenEntry, kind: AgentMailKind): Promise<Written | undefined> {
  const { account, target } = open.entry
  const [partner, agent] = await Promise.all([loadPartner(account), findAgent(account, target)])
  if (!agent) throw new Error(`No agent ${target}`)
  const write: WriteToAgent = agentMails[kind]
  return write({ ...open, partner, agent })
}
