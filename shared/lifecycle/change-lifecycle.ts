import type { Account } from '../accounts/model.ts'
import { loadAccount } from '../accounts/store.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Remember } from '../idempotency.ts'
import { again, requireVersion } from '../table.ts'
import { commitChanges } from './commit-changes.ts'
import { type Asked, changesOf } from './move-rules.ts'
import { lifecycleOf } from './rules.ts'

/** What people need a permission for: an action, or the move that is planned. */
export type Needing = Exclude<Asked['action'], 'withdraw'>

interface ChangeLifecycle {
  account: string
  asked: Asked
  ifVersion?: number | undefined
  /** Refuses whoever may not do this. The platform may everything. */
  require: (action: Needing) => Promise<void>
  actor: Actor
  now: Instant
  /** Written in the same commit: a move that is sent twice is made once. */
  remember?: Remember
}

/**
 * Moves an account, plans a move, puts it off, withdraws it, holds it back or lets it happen; in force with the next
 * decision. What time has made already goes with it, in the same commit.
 * @throws Refusal as `require` and `changesOf`; account_unknown, version_conflict.
 */
export const changeLifecycle = ({
  account,
  asked,
  ifVersion,
  require,
  actor,
  now,
  remember = () => [],
}: ChangeLifecycle): Promise<Account> =>
  again(async () => {
    if (asked.action !== 'withdraw') await require(asked.action)
    const read = await loadAccount(account)
    requireVersion(read, ifVersion)
    const changes = changesOf(lifecycleOf(read), asked, { by: actor, now, version: read.version + 1 })
    for (const { told, before } of changes) {
      // Whoever ends a plan, or puts another in its place, needs what the planned move takes.
      const ends = told === 'account.move-withdrawn' || told === 'account.move-planned'
      if (ends && before.planned && before.planned.move !== asked.action) await require(before.planned.move)
    }
    const actorOf = ({ byTime }: { byTime?: true }): Actor => (byTime ? { type: 'system', id: 'request' } : actor)
    return commitChanges(read, changes, actorOf, now, remember([account]))
  })
