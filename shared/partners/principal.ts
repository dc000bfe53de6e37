/**
 * Agents of partners as decisions see them. Nothing is copied into accounts: whose an account is follows from the
 * account, its organization, the partner and the agent as they are at one moment, so a move counts with the next decision.
 */
import type { AccessRecord } from '../access/model.ts'
import type { Account } from '../accounts/model.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Delegation } from '../delegations/model.ts'
import { isId } from '../ids.ts'
import { accountKey, agentKey, agentOfKey, delegationKey, memberKey, organizationKey, partnerKey } from '../keys.ts'
import { accessRecord } from '../members/access-record.ts'
import type { Member } from '../members/model.ts'
import { read, readMany, readTogether } from '../table.ts'
import type { Agent, AgentRecord, Organization, Partner } from './model.ts'
import { accessOfAgent, isTheirs } from './rules.ts'
import { noteAgentSeen } from './store.ts'

type Tied = Pick<Account, 'id' | 'organization' | 'engaged'>

const organizationKeys = ({ organization }: Tied) => (organization === undefined ? [] : [organizationKey(organization)])

/** Whose agent a person is, if the account is that partner's. */
export async function agentOn(account: Tied, subject: string): Promise<AgentRecord | undefined> {
  if (account.organization === undefined && !account.engaged?.length) return undefined
  const [known, owned] = await readMany<unknown>([agentOfKey(subject), ...organizationKeys(account)])
  const record = known as AgentRecord | undefined
  return record && isTheirs(account, owned as Organization | undefined, record.partner) ? record : undefined
}

/** The access of a person to an account that is their partner's at this moment; undefined for anybody else. */
export async function agentAccess(
  account: Tied,
  subject: string,
  now: Instant,
  present = true,
): Promise<AccessRecord | undefined> {
  const record = await agentOn(account, subject)
  return record && agentNow(account, subject, record.partner, now, present)
}

/** The same, read as one snapshot: of two moves at once never half of each is seen. */
async function agentNow(
  { id, organization }: Tied,
  subject: string,
  partnerId: string,
  now: Instant,
  /** Whether they are here, or something is done in their name. */
  present: boolean,
): Promise<AccessRecord | undefined> {
  const keys = [accountKey(id), agentOfKey(subject), partnerKey(partnerId)]
  const [account, record, partner, owned] = (await readTogether<unknown>([
    ...keys,
    ...(organization === undefined ? [] : [organizationKey(organization)]),
  ])) as [Account?, AgentRecord?, Partner?, Organization?]
  if (!account || !record || !partner || record.partner !== partner.id) return undefined
  // It moved between the two reads: whose it is now follows from where it is now.
  if (account.organization !== organization) return agentNow(account, subject, partnerId, now, present)
  if (!isTheirs(account, owned, partner.id)) return undefined
  if (present) await noteAgentSeen(subject, record, now)
  return accessOfAgent(record, partner, now)
}

/**
 * The access of a person who acts on behalf of a member: both as they are now. Undefined where there is no such
 * delegation, it is somebody else's, or the account is not their partner's any more.
 */
export async function delegatedAccess(
  account: Tied,
  delegation: string,
  subject: string,
  now: Instant,
  present = true,
): Promise<AccessRecord | undefined> {
  const found = isId(delegation) ? await read<Delegation>(delegationKey(account.id, delegation)) : undefined
  if (!found || found.actor.subject !== subject) return undefined
  const [agent, [member]] = await Promise.all([
    agentNow(account, subject, found.actor.partner, now, present),
    readMany<Member>([memberKey(account.id, found.subject)]),
  ])
  if (!agent || !member) return undefined
  const { id, access, until, status } = found
  return {
    ...agent,
    // A delegation that has ended says so, whatever the agent may do besides.
    ...(status !== 'active' && { status: status === 'expired' ? 'expired' : 'revoked' }),
    delegation: {
      ...{ id, access, until },
      subject: accessRecord(member),
      ...(member.subject !== undefined && { person: member.subject }),
    },
  }
}

/**
 * The access, as of now, of an agent who asked for something earlier; under the delegation they asked under. Undefined
 * where they are gone, or the account is not their partner's any more.
 */
export async function accessOfActor(
  account: Tied,
  { id, partner = '', delegation }: Actor,
  now: Instant,
): Promise<AccessRecord | undefined> {
  const { subject } = (await read<Agent>(agentKey(partner, id))) ?? {}
  if (subject === undefined) return undefined
  const found =
    delegation === undefined
      ? await agentAccess(account, subject, now, false)
      : await delegatedAccess(account, delegation, subject, now, false)
  return found?.member === id ? found : undefined
}

type Known = AccessRecord | Member | undefined

/** Whether somebody is, or was put out of being, a member of this account: then that is what counts. */
export const counts = (known: Known): boolean =>
  known !== undefined && known.status !== 'revoked' && known.status !== 'expired'

/** What is kept under a person's `sub` is the record itself; a member asked for by id carries it in itself. */
const recordOf = (known: Known): AccessRecord | undefined => known && ('account' in known ? accessRecord(known) : known)

export interface Person {
  /** The issuer's `sub`, or a member's id. */
  type: 'user' | 'member'
  id: string
  /** The delegation under which the person acts now. */
  delegation?: string
}

/** Who this is in the account: a member, an agent of a partner it has, or an agent who acts for a member. */
export async function principalIn(
  account: Tied,
  known: Known,
  { type, id, delegation }: Person,
  now: Instant,
): Promise<AccessRecord | undefined> {
  if (delegation !== undefined) return type === 'user' ? delegatedAccess(account, delegation, id, now) : undefined
  if (type === 'member' || counts(known)) return recordOf(known)
  return (await agentAccess(account, id, now)) ?? recordOf(known)
}

/** Whose agent a person is, with the partner, as of one moment. */
export async function agentOf(subject: string): Promise<{ record: AgentRecord; partner: Partner } | undefined> {
  const record = await read<AgentRecord>(agentOfKey(subject))
  if (!record) return undefined
  const [again, partner] = (await readTogether<unknown>([agentOfKey(subject), partnerKey(record.partner)])) as [
    AgentRecord?,
    Partner?,
  ]
  return again && partner && again.partner === partner.id ? { record: again, partner } : undefined
}
