/** Where an account stands with the platform, and from where to where it moves. Pure. Source: talkdesk.r19 to r24. */
import type { LifecycleStatus, Standing } from '../access/model.ts'
import type { Account, Lifecycle, LifecycleMove } from '../accounts/model.ts'

export const moves = {
  suspend: { from: 'active', to: 'suspended' },
  reactivate: { from: 'suspended', to: 'active' },
  cancel: { from: 'suspended', to: 'canceled' },
  terminate: { from: 'canceled', to: 'terminated' },
} as const satisfies Record<LifecycleMove, { from: LifecycleStatus; to: LifecycleStatus }>

/** What decisions need of it. What is frozen does not happen by itself; nor what does not start where the account stands. */
export function standingOf({ lifecycle }: Pick<Account, 'lifecycle'>): Standing | undefined {
  if (!lifecycle) return undefined
  const { status, frozen, planned }: Lifecycle = lifecycle
  const next = planned && !frozen && moves[planned.move].from === status ? planned : undefined
  if (status === 'active' && !next) return undefined
  return { status, ...(next && { next: { status: moves[next.move].to, at: next.at } }) }
}
