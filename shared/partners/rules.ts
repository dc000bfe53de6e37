import type { AccessRecord } from '../access/model.ts'
import type { Account } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import { day, millis, plus } from '../time.ts'
import type { AgentRecord, AgentStatus, Organization, Partner } from './model.ts'

type Tied = Pick<Account, 'organization' | 'engaged'>

/** Whether an account is the partner's: engaged by it, or under an organization that the partner owns. */
export const isTheirs = (
  { organization: under, engaged = [] }: Tied,
  organization: Organization | undefined,
  partner: string,
): boolean =>
  engaged.includes(partner) || (under !== undefined && organization?.id === under && organization.reseller === partner)

/** The status that counts: who was not seen for too long is inactive, whether or not somebody has written it down. */
export const statusOfAgent = (record: AgentRecord, partner: Partner, now: Instant): AgentStatus => {
  const shutOut = hasLapsed(record, now) || partner.status !== 'active'
  return record.status === 'active' && shutOut ? 'inactive' : record.status
}

/**
 * Until when somebody who was here now is let in without coming again. Whole days (UTC) in between are counted, and the
 * day after the last of them is not begun: so seen at any hour of a day is the same, and noted once.
 */
export const letInUntil = (now: Instant, days: number): Instant =>
  plus(new Date(Math.floor(millis(now) / day) * day).toISOString(), (days + 1) * day)

/** Whether they stayed away for too long, though nobody may have written it down yet. */
export const hasLapsed = ({ status, activeUntil }: AgentRecord, now: Instant): boolean =>
  status === 'active' && activeUntil !== null && now >= activeUntil

/** What decisions need of an agent on an account that is theirs. */
export function accessOfAgent(record: AgentRecord, partner: Partner, now: Instant): AccessRecord {
  const { agent: member, since, activeUntil: until, inactiveAfterDays: days } = record
  const status = statusOfAgent(record, partner, now)
  return {
    ...{ member, kind: 'partner', status, since, roles: [partner.role], partner: partner.id },
    ...(until !== null && days !== null && { stay: { until, days } }),
  }
}
