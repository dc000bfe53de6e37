import type { Action, Consequence } from '../audit/consequences.ts'
import type { Actor, AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { newId } from '../ids.ts'
import { requireNotTerminated } from '../lifecycle/rules.ts'
import { again, type Change, commit, requireVersion, versionIs } from '../table.ts'
import type { Account } from './model.ts'
import { accountItem, loadAccount } from './store.ts'

export interface ChangeAccount {
  account: string
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

interface Changed extends Pick<AuditEntry, 'before' | 'after'> {
  changes: Partial<Omit<Account, 'id' | 'version'>>
  /** What it no longer has. */
  gone?: 'organization' | 'ownReportEmail' | undefined
  /** What goes with it; its refusals are told before that of the account. */
  also?: readonly Change[]
  /** What usually follows, and does not follow this one. */
  without?: readonly Consequence[]
}

/**
 * Changes an account over the version that was read, together with its audit entry; in force with the next decision.
 * `decide` sees the account as it is, and may refuse.
 * @throws Refusal account_unknown, account_terminated, version_conflict.
 */
export const changeAccount = (
  { account, ifVersion, actor, now }: ChangeAccount,
  action: Action,
  decide: (before: Account) => Promise<Changed>,
): Promise<Account> =>
  again(async () => {
    const read = await loadAccount(account)
    requireNotTerminated(read, now)
    requireVersion(read, ifVersion)
    const { changes, gone, also = [], without = [], before, after } = await decide(read)
    const next: Account = { ...read, ...changes, version: read.version + 1 }
    if (gone) delete next[gone]
    const told = { ...(before && { before }), ...(after && { after }) }
    await commit(
      [...also, { put: accountItem(next), when: versionIs(read.version) }],
      [{ entry: { id: newId(now), account, at: now, action, actor, target: account, ...told }, without }],
    )
    return next
  })
