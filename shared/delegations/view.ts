import type { Instant } from '../clock.ts'
import { agentKey, partnerKey } from '../keys.ts'
import type { Agent, Partner } from '../partners/model.ts'
import { readMany } from '../table.ts'
import type { Delegation, DelegationView } from './model.ts'
import { statusAt } from './rules.ts'

/** Up to 100 delegations as the API shows them. Whoever acts is called as they are called now. */
export async function viewDelegations(delegations: readonly Delegation[], now: Instant): Promise<DelegationView[]> {
  const actors = delegations.map(({ actor }) => actor)
  if (actors.length === 0) return []
  const [agents, partners] = await Promise.all([
    readMany<Agent>(actors.map(({ agent, partner }) => agentKey(partner, agent))),
    readMany<Partner>(actors.map(({ partner }) => partnerKey(partner))),
  ])
  return delegations.map((delegation, at) => view(delegation, { agent: agents[at], partner: partners[at], now }))
}

export async function viewDelegation(delegation: Delegation, now: Instant): Promise<DelegationView> {
  const [shown] = await viewDelegations([delegation], now)
  if (!shown) throw new Error('one delegation in, one view out')
  return shown
}

interface Known {
  agent: Agent | undefined
  partner: Partner | undefined
  now: Instant
}

function view(delegation: Delegation, { agent, partner, now }: Known): DelegationView {
  const { id, account, actor, subject, reason, access, since, until, endedAt, endedBy, version } = delegation
  const status = statusAt(delegation, now)
  return {
    ...{ id, account, status },
    agent: { id: actor.agent, name: agent?.name ?? null, email: agent?.email ?? null },
    partner: { id: actor.partner, name: partner?.name ?? '' },
    ...{ onBehalfOf: subject, reason, access, since, until },
    endedAt: endedAt ?? (status === 'expired' ? until : null),
    endedBy: endedBy ?? null,
    version,
  }
}
