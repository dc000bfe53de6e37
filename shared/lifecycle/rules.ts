/** Where an account stands with the platform, and from where to where it moves. Pure. Source: talkdesk.r19 to r24. */
import type { LifecycleStatus, Standing } from '../access/model.ts'
import { standingAt } from '../access/standing.ts'
import type { Account, Lifecycle, LifecycleMove, Planned } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'

/** The only ways there are. Where an account was canceled none leads back, and from the last one none leads anywhere. */
export const moves = {
  suspend: { from: 'active', to: 'suspended', told: 'account.suspended' },
  reactivate: { from: 'suspended', to: 'active', told: 'account.reactivated' },
  cancel: { from: 'suspended', to: 'canceled', told: 'account.canceled' },
  terminate: { from: 'canceled', to: 'terminated', told: 'account.terminated' },
} as const satisfies Record<LifecycleMove, { from: LifecycleStatus; to: LifecycleStatus; told: string }>

export const isMove = (action: string): action is LifecycleMove => Object.hasOwn(moves, action)

type Kept = Pick<Account, 'lifecycle'>

const untouched: Lifecycle = { status: 'active' }
export const lifecycleOf = ({ lifecycle }: Kept): Lifecycle => lifecycle ?? untouched

/** What will happen by itself: what is planned, is not held back, and starts where the account stands. */
export const awaited = (lifecycle: Lifecycle | undefined): Planned | undefined =>
  lifecycle?.planned && !lifecycle.frozen && moves[lifecycle.planned.move].from === lifecycle.status
    ? lifecycle.planned
    : undefined

/** What decisions need of it. */
export function standingOf({ lifecycle }: Kept): Standing | undefined {
  if (!lifecycle) return undefined
  const next = awaited(lifecycle)
  if (lifecycle.status === 'active' && !next) return undefined
  return { status: lifecycle.status, ...(next && { next: { status: moves[next.move].to, at: next.at } }) }
}

/** Whether or not somebody has written it down yet. */
export const isTerminated = (account: Kept, now: Instant): boolean =>
  standingAt(standingOf(account), now) === 'terminated'

/** @throws Refusal account_terminated. */
export function requireNotTerminated(account: Kept, now: Instant): void {
  if (isTerminated(account, now)) throw new Refusal('account_terminated', 'This account is terminated, for good')
}
