import type { AccessRecord } from '../access/model.ts'
import type { Instant } from '../clock.ts'
import { madeByTime } from '../lifecycle/move-rules.ts'
import { lifecycleOf } from '../lifecycle/rules.ts'
import type { Account } from './model.ts'

/**
 * An account as the API shows it; its own switches and restrictions are read with its roles. A partner learns nothing of
 * the other partners it has: one that is engaged is not told under whose organization it stands.
 */
export function viewAccount(
  { policy: _, ownReportEmail: __, options = [], lifecycle, ...account }: Account,
  now: Instant,
  by?: AccessRecord,
) {
  const { express = false } = account
  const isOpenTo = (partner: string) => by?.kind !== 'partner' || partner === by.partner
  const engaged = (account.engaged ?? []).filter(isOpenTo)
  const isEngaged = by?.kind === 'partner' && engaged.length > 0
  const organization = isEngaged ? null : (account.organization ?? null)
  // What has become due has happened, also before somebody has written it down.
  const stands = lifecycleOf({ ...(lifecycle && { lifecycle }) })
  const { status, frozen = false, planned } = madeByTime(stands, now)?.after ?? stands
  return {
    ...account,
    ...{ options, organization, engaged, express },
    lifecycle: { status, frozen, planned: planned ? { move: planned.move, at: planned.at } : null },
  }
}
