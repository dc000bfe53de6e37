/** Whose doing an event is that the platform tells of: a member's, an agent's, or an agent's on behalf of a member. */
import type { AccessRecord } from '../access/model.ts'
import type { Account } from '../accounts/model.ts'
import { loadAccess } from '../accounts/store.ts'
import type { Instant } from '../clock.ts'
import type { Delegation } from '../delegations/model.ts'
import { endOf } from '../delegations/rules.ts'
import { findDelegations } from '../delegations/store.ts'
import type { Member } from '../members/model.ts'
import { membersOfPerson } from '../members/store.ts'
import { agentOn } from '../partners/agent-access.ts'
import { counts } from '../partners/principal.ts'
import type { Activity, RecordActivity } from './model.ts'

type Event = RecordActivity['events'][number]
type Known = AccessRecord | Member | undefined

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
  return Promise.all(
    events.map(({ subject, delegation, at = now }) =>
      delegation === undefined
        ? doerOf(found, subject, records.get(nameOf(subject)), at)
        : underDelegation(delegations.get(delegation), subject),
    ),
  )
}

/** What they were when they did it counts: somebody can be a member today and have been an agent, or the other way round. */
async function doerOf(
  account: Account,
  { type, id }: Event['subject'],
  known: Known,
  at: Instant,
): Promise<Doer | undefined> {
  const current = known && sinceWhen(known)
  const byRecord = current && { member: current.member }
  if (type === 'member' || (counts(known) && current?.since && at >= current.since)) return byRecord
  const earlier = await earlierMember(account.id, id, at)
  const ended = earlier && endOfMember(earlier)
  if (earlier && (ended === undefined || at < ended)) return { member: earlier.id }
  const agent = await agentOn(account, id)
  if (agent && at >= agent.since) return { member: agent.agent, partner: agent.partner }
  if (current && (!current.since || at >= current.since)) return byRecord
  return earlier && { member: earlier.id }
}

const endOfMember = (member: Member): Instant | undefined =>
  (member.kind === 'expert' ? member.grant.endedAt : undefined) ?? member.erasedAt

const nameOf = ({ type, id }: Event['subject']) => `${type}/${id}`

/** Only the agent themselves acts under it; whether the account is still their partner's does not matter afterwards. */
function underDelegation(delegation: Delegation | undefined, { type, id }: Event['subject']): Doer | undefined {
  if (!delegation || type !== 'user' || delegation.actor.subject !== id) return undefined
  const { actor, subject, since } = delegation
  const within = { since, until: endOf(delegation) }
  return { member: actor.agent, partner: actor.partner, subject, delegation: delegation.id, within }
}

const sinceWhen = (known: AccessRecord | Member) =>
  'member' in known ? known : { member: known.id, since: known.acceptedAt }

/** Who the person was in this account then: what was done under an earlier grant belongs to that grant's report. */
async function earlierMember(account: string, subject: string, at: Instant): Promise<Member | undefined> {
  const then = (await membersOfPerson(subject)).filter(
    (member) => member.account === account && member.acceptedAt !== undefined && member.acceptedAt <= at,
  )
  return then.sort((a, b) => ((a.acceptedAt ?? '') < (b.acceptedAt ?? '') ? 1 : -1))[0]
}
