import type { Account } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import { expireDelegation } from '../delegations/expire-delegation.ts'
import { endGrant } from '../experts/end-grant.ts'
import { moveStanding } from '../lifecycle/move-standing.ts'
import { retireAgent } from '../partners/agents/retire-agent.ts'
import { makeChange } from '../waiting-changes/make-change.ts'
import type { Due } from './store.ts'

type Kinded = Exclude<Due, Account>
type Of<Kind> = Extract<Kinded, { kind: Kind }>

/** Who writes down that time has run out, by what it ran out for. Each looks again: the index may lag behind. */
const ends: { [Kind in Kinded['kind']]: (due: Of<Kind>, now: Instant) => Promise<boolean> } & {
  account: (due: Account, now: Instant) => Promise<boolean>
} = {
  expert: ({ account, id }, now) => endGrant({ account, member: id }, 'sweep', now),
  delegation: ({ account, id }, now) => expireDelegation({ account, delegation: id }, 'sweep', now),
  agent: ({ partner, agent }, now) => retireAgent({ partner, agent }, 'sweep', now),
  'waiting-change': ({ account, id }, now) => makeChange({ account, change: id }, 'sweep', now),
  account: ({ id }, now) => moveStanding({ account: id }, 'sweep', now),
}

/** An account has no kind of its own: what is planned for it is due. */
const kindOf = (due: Due) => ('kind' in due ? due.kind : 'account')

/** Whether a schedule should have ended it; what has none waits for the sweep. */
export const hasSchedule = (due: Due): boolean => kindOf(due) !== 'agent'

/** @returns whether this call ended it. */
export function endDue(due: Due, now: Instant): Promise<boolean> {
  const end = ends[kindOf(due)] as ((due: Due, now: Instant) => Promise<boolean>) | undefined
  if (!end) throw new Error(`Nothing ends a ${kindOf(due)}`)
  return end(due, now)
}
