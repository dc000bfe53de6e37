/** Whose doing an event is that the platform tells of: a member's, an agent's, or an agent's on behalf of a member. */
import type { AccessRecord } from '../access/model.ts'
import { loadAccess } from '../accounts/store.ts'
import type { Instant } from '../clock.ts'
import type { Delegation } from '../delegations/model.ts'
import { endOf } from '../delegations/rules.ts'
import { findDelegations } from '../delegations/store.ts'
import type { Member } from '../members/model.ts'
import { membersOfPerson } from '../members/store.ts'
import { agentOn, counts } from '../partners/principal.ts'
import type { Activity, RecordActivity } from './model.ts'

type Event = RecordActivity['events'][number]

export interface Doer extends Pick<Activity, 'member' | 'partner' | 'subject' | 'delegation'> {
  /** When the delegation ran. */
  within?: { since: Instant; until: Instant }
}

/**
 * Who did each event; undefined where nobody known did. One read for all, one for their
 * delegations, and more only for agents and for what a person did before they last joined.
 */
export async function doersOf(account: string, events: readonly Event[], now: Instant): Promise<(Doer | undefined)[]> {
  const named = new Map(events.map(({ subject }) => [nameOf(subject), subject]))
  const [found, ...known] = await loadAccess(account, ...named.values())
  const delegations = await findDelegations(account, [...new Set(events.flatMap(({ delegation }) => delegation ?? []))])
  const records = new Map([...named.keys()].map((name, at) => [name, known[at]]))
  const agents = new Map(
    await Promise.all(
      [...named].map(async ([name, { type, id }]) => {
        const isAgent = type === 'user' && !counts(records.get(name)) && (await agentOn(found, id))
        return [name, isAgent || undefined] as const
      }),
    ),
  )
  return Promise.all(
    events.map(({ subject, delegation, at = now }) => {
      if (delegation !== undefined) return underDelegation(delegations.get(delegation), subject)
      const agent = agents.get(nameOf(subject))
      if (agent && at >= agent.since) return { member: agent.agent, partner: agent.partner }
      return asMember(account, subject, records.get(nameOf(subject)), at)
    }),
  )
}

const nameOf = ({ type, id }: Event['subject']) => `${type}/${id}`

/** Only the agent themselves acts under it; whether the account is still their partner's does not matter afterwards. */
function underDelegation(delegation: Delegation | undefined, { type, id }: Event['subject']): Doer | undefined {
  if (!delegation || type !== 'user' || delegation.actor.subject !== id) return undefined
  const { actor, subject, since } = delegation
  const within = { since, until: endOf(delegation) }
  return { member: actor.agent, partner: actor.partner, subject, delegation: delegation.id, within }
}

async function asMember(
  account: string,
  { type, id }: Event['subject'],
  known: AccessRecord | Member | undefined,
  at: Instant,
): Promise<Doer | undefined> {
  const current = known && sinceWhen(known)
  if (type === 'member' || !current?.since || at >= current.since) return current && { member: current.member }
  const member = await earlierMember(account, id, at)
  return member === undefined ? undefined : { member }
}

const sinceWhen = (known: AccessRecord | Member) =>
  'member' in known ? known : { member: known.id, since: known.acceptedAt }

/** Who the person was in this account then: what was done under an earlier grant belongs to that grant's report. */
async function earlierMember(account: string, subject: string, at: Instant): Promise<string | undefined> {
  const then = (await membersOfPerson(subject)).filter(
    (member) => member.account === account && member.acceptedAt !== undefined && member.acceptedAt <= at,
  )
  return then.sort((a, b) => ((a.acceptedAt ?? '') < (b.acceptedAt ?? '') ? 1 : -1))[0]?.id
}
