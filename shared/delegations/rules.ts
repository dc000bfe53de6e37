import type { AccessRecord } from '../access/model.ts'
import type { PartnerTerms } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import type { Fault } from '../errors.ts'
import { hour, millis } from '../time.ts'
import type { Delegation, DelegationStatus, StartDelegation } from './model.ts'

type Terms = NonNullable<PartnerTerms['delegation']>

/** The status that counts: what is over has expired, whether or not somebody has tidied up yet. */
export const statusAt = ({ status, until }: Delegation, now: Instant): DelegationStatus =>
  status === 'active' && now >= until ? 'expired' : status

/** When it ended: time ends it at its deadline, whenever somebody comes to tidy up. */
export const endOf = ({ endedAt, until }: Delegation): Instant => endedAt ?? until

/** What is wrong with what an agent asks for, seen from now. */
export function startFaults({ until, access }: StartDelegation, terms: Terms, now: Instant): Fault[] {
  const faults: Fault[] = []
  if (until <= now) faults.push({ code: 'window_in_past', detail: 'The end lies in the past', field: 'until' })
  if (millis(until) - millis(now) > terms.longestHours * hour) {
    const detail = `Nobody acts on behalf of a member for longer than ${terms.longestHours} hours`
    faults.push({ code: 'delegation_too_long', detail, field: 'until' })
  }
  if (access === 'write' && !terms.write) {
    const detail = 'The catalog of this account lets partners only look on behalf of members'
    faults.push({ code: 'write_not_allowed', detail, field: 'access' })
  }
  return faults
}

/** The account's people see every delegation there, an agent only their own. */
export const isSeenBy = ({ actor }: Delegation, viewer: AccessRecord | undefined): boolean =>
  viewer?.kind !== 'partner' || viewer.member === actor.agent
