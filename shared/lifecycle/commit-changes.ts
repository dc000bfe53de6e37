import type { Account, Lifecycle } from '../accounts/model.ts'
import { accountItem } from '../accounts/store.ts'
import type { AuditItem } from '../audit/entry.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { newId } from '../ids.ts'
import { commit, type Change as TableChange, versionIs } from '../table.ts'
import type { Change } from './move-rules.ts'

/** An account that is as it began carries no word of it. */
const isUntouched = ({ status, frozen, planned }: Lifecycle) => status === 'active' && !frozen && !planned

/** Writes changes of one account that follow from each other, over the version that was read. In force with this commit. */
export async function commitChanges(
  read: Account,
  changes: readonly [Change, ...Change[]],
  actorOf: (change: Change) => Actor,
  now: Instant,
  also: readonly TableChange[] = [],
): Promise<Account> {
  const { lifecycle: _, ...rest } = read
  const lifecycle = changes[changes.length - 1]?.after ?? changes[0].after
  const next: Account = {
    ...rest,
    ...(!isUntouched(lifecycle) && { lifecycle }),
    policyVersion: read.policyVersion + 1,
    version: read.version + 1,
  }
  const entryOf = (change: Change) => auditItem(read.id, change, actorOf(change), now)
  const [first, ...more] = changes
  const written = { put: accountItem(next), when: versionIs(read.version) }
  await commit([...also, written], [entryOf(first), ...more.map(entryOf)])
  return next
}

const auditItem = (account: string, { told, before, after, since }: Change, actor: Actor, now: Instant): AuditItem => ({
  entry: {
    ...{ id: newId(now), account, at: now, action: told, actor, target: account },
    before: { ...before },
    after: { ...after, ...(since !== undefined && { since }) },
  },
  // Without a plan there is no schedule, nor was there one.
  ...(!before.planned && !after.planned && { without: ['schedule'] as const }),
})
