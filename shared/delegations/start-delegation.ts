import type { AccessRecord } from '../access/model.ts'
import type { AuditItem } from '../audit/entry.ts'
import type { Actor } from '../audit/model.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { type Fault, Refusal, refuseAny } from '../errors.ts'
import type { Remember } from '../idempotency.ts'
import { isId, newId } from '../ids.ts'
import { agentKey } from '../keys.ts'
import { loadMember } from '../members/store.ts'
import type { Agent } from '../partners/model.ts'
import { absent, commit, read } from '../table.ts'
import type { Delegation, StartDelegation } from './model.ts'
import { startFaults } from './rules.ts'
import { delegationItem } from './store.ts'

interface Start {
  account: string
  catalog: Catalog
  /** Of the agent, who is signed in as `person`. */
  access: AccessRecord
  person: string
  actor: Actor
  body: StartDelegation
  now: Instant
  /** Written in the same commit: what a repeated call is answered with. */
  remember: Remember
}

/**
 * An agent begins to act on behalf of a member: named, with a reason, until a time. It gives nobody anything: each
 * decision asks what the agent and the member hold at that moment.
 * @throws Refusal not_permitted, delegations_closed; or every fault at its field.
 */
export async function startDelegation(start: Start): Promise<Delegation> {
  const { account, access, body, now, remember } = start
  const partner = requireAgent(access)
  const terms = start.catalog.partners?.delegation
  if (!terms) throw new Refusal('delegations_closed', 'In this account nobody acts on behalf of members')
  const [agent, ...faults] = await Promise.all([
    read<Agent>(agentKey(partner, access.member)),
    memberFaults(account, body.onBehalfOf),
  ])
  refuseAny([...startFaults(body, terms, now), ...faults.flat()])
  const { onBehalfOf: subject, reason, until } = body
  const delegation: Delegation = {
    ...{ kind: 'delegation', id: newId(now), account, status: 'active' },
    actor: { agent: access.member, partner, subject: start.person },
    ...(agent?.name && agent.email && { called: { name: agent.name, email: agent.email } }),
    ...{ subject, reason, access: body.access, since: now, until, version: 1 },
  }
  await commit(
    [...remember([delegation.id]), { put: delegationItem(delegation), when: absent }],
    [started(start, delegation)],
  )
  return delegation
}

/** Nobody hands on what they act under, and members act for themselves. */
function requireAgent({ kind, partner, delegation }: AccessRecord): string {
  if (kind !== 'partner' || partner === undefined)
    throw new Refusal('not_permitted', 'Only agents of partners act on behalf of members')
  if (delegation)
    throw new Refusal('not_permitted', 'You act on behalf of a member already: begin another without this one')
  return partner
}

async function memberFaults(account: string, id: string): Promise<Fault[]> {
  const field = 'onBehalfOf'
  const member = isId(id) ? await loadMember(account, id) : undefined
  if (member?.kind !== 'team')
    return [{ code: 'member_unknown', detail: 'There is no such member of the team in this account', field }]
  if (member.status === 'active') return []
  return [{ code: 'member_not_active', detail: `This member is ${member.status}`, field }]
}

function started({ actor, now }: Start, { id, account, subject, access, until, called }: Delegation): AuditItem {
  return {
    entry: {
      ...{ id: newId(now), account, at: now, action: 'delegation.started', actor, target: subject },
      after: { delegation: id, status: 'active', access, until },
    },
    ...(called && { envelope: called }),
  }
}
