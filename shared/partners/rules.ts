import type { AccessRecord, MemberStatus } from '../access/model.ts'
import type { Account } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import type { AgentRecord, Organization, Partner } from './model.ts'

type Tied = Pick<Account, 'organization' | 'engaged'>

/** Whether an account is the partner's: engaged by it, or under an organization that the partner owns. */
export const isTheirs = (
  { organization: under, engaged = [] }: Tied,
  organization: Organization | undefined,
  partner: string,
): boolean =>
  engaged.includes(partner) || (under !== undefined && organization?.id === under && organization.reseller === partner)

/** The status that counts: who was not seen for too long is inactive, whether or not somebody has written it down. */
export const statusOfAgent = ({ status, activeUntil }: AgentRecord, partner: Partner, now: Instant): MemberStatus => {
  const lapsed = activeUntil !== null && now >= activeUntil
  return status === 'active' && (lapsed || partner.status !== 'active') ? 'inactive' : status
}

/** What decisions need of an agent on an account that is theirs. */
export const accessOfAgent = (record: AgentRecord, partner: Partner, now: Instant): AccessRecord => ({
  member: record.agent,
  kind: 'partner',
  status: statusOfAgent(record, partner, now),
  since: record.since,
  roles: [partner.role],
  partner: partner.id,
})
