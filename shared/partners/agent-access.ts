/**
 * Agents of partners as decisions see them. Nothing is copied into accounts: whose an account is follows from the
 * account, its organization, the partner and the agent as they are at one moment, so a move counts with the next decision.
 */
import type { AccessRecord } from '../access/model.ts'
import type { Account } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import { accountKey, agentOfKey, organizationKey, partnerKey } from '../keys.ts'
import { read, readMany, readTogether } from '../table.ts'
import type { AgentRecord, Organization, Partner } from './model.ts'
import { accessOfAgent, isTheirs } from './rules.ts'

export type Tied = Pick<Account, 'id' | 'organization' | 'engaged'>

const organizationKeys = ({ organization }: Tied) => (organization === undefined ? [] : [organizationKey(organization)])

/** Whose agent a person is, if the account is that partner's. */
export async function agentOn(account: Tied, subject: string): Promise<AgentRecord | undefined> {
  if (account.organization === undefined && !account.engaged?.length) return undefined
  const [known, owned] = await readMany<unknown>([agentOfKey(subject), ...organizationKeys(account)])
  const record = known as AgentRecord | undefined
  return record && isTheirs(account, owned as Organization | undefined, record.partner) ? record : undefined
}

/** The access of a person to an account that is their partner's at this moment; undefined for anybody else. */
export async function agentAccess(account: Tied, subject: string, now: Instant): Promise<AccessRecord | undefined> {
  const record = await agentOn(account, subject)
  return record && agentNow(account, subject, record.partner, now)
}

/**
 * The same for who is known to be this partner's agent, read as one snapshot: of two moves at once never half of each is
 * seen. Whoever has gone to another partner meanwhile is nobody's here.
 */
export async function agentNow(
  { id, organization }: Tied,
  subject: string,
  partnerId: string,
  now: Instant,
): Promise<AccessRecord | undefined> {
  const keys = [accountKey(id), agentOfKey(subject), partnerKey(partnerId)]
  const [account, record, partner, owned] = (await readTogether<unknown>([
    ...keys,
    ...(organization === undefined ? [] : [organizationKey(organization)]),
  ])) as [Account?, AgentRecord?, Partner?, Organization?]
  if (!account || !record || !partner || record.partner !== partner.id) return undefined
  // It moved between the two reads: whose it is now follows from where it is now.
  if (account.organization !== organization) return agentNow(account, subject, partnerId, now)
  return isTheirs(account, owned, partner.id) ? accessOfAgent(record, partner, now) : undefined
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
