import type { AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { dropSchedule, setSchedule, upcoming } from '../schedule.ts'
import type { DelegationRef } from './expire-delegation.ts'
import { findDelegation } from './store.ts'

/** As with grants: it looks at the delegation as it is now, so the order in which changes arrive does not matter. */
export async function keepDelegationSchedule({ account, after }: AuditEntry, now: Instant): Promise<void> {
  const delegation = await findDelegation(account, String(after?.delegation))
  if (!delegation) return
  const { id, status, until } = delegation
  const name = `end-delegation-${id}`
  const ref: DelegationRef = { account, delegation: id }
  if (status !== 'active') return dropSchedule(name)
  await setSchedule({ name, at: upcoming(until, now), target: 'END_DELEGATION_ARN', input: ref })
}
