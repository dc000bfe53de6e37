import * as z from 'zod'
import type { Actor } from '../audit/model.ts'
import { findCatalog } from '../catalogs/store.ts'
import type { Instant } from '../clock.ts'
import { Refusal, refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import { again, commit, requireVersion, versionIs } from '../table.ts'
import type { Account } from './model.ts'
import { regionFaults } from './rules.ts'
import { accountItem, loadAccount } from './store.ts'

export const MoveAccount = z.strictObject({ id: z.string().max(64), version: z.int().positive() })
export type MoveAccount = z.infer<typeof MoveAccount>

interface Move {
  account: string
  body: MoveAccount
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

/**
 * Pins the account to another catalog version; in force with the next decision. Its own switches stay as they are, and
 * count where the new catalog lets an account flip them.
 * @throws Refusal catalog_unknown, region_unknown, version_conflict.
 */
export const moveAccount = ({ account, body, ifVersion, actor, now }: Move): Promise<Account> =>
  again(async () => {
    const before = await loadAccount(account)
    requireVersion(before, ifVersion)
    const catalog = await findCatalog(body.id, body.version)
    if (!catalog) throw new Refusal('catalog_unknown', 'There is no such catalog', 'id')
    refuseAny(regionFaults(before.region, catalog))
    const { id, version } = catalog
    const after: Account = {
      ...before,
      catalog: { id, version },
      policyVersion: before.policyVersion + 1,
      version: before.version + 1,
    }
    await commit(
      [{ put: accountItem(after), when: versionIs(before.version) }],
      [
        {
          entry: {
            id: newId(now),
            account,
            at: now,
            action: 'account.catalog-moved',
            actor,
            target: account,
            before: { catalog: before.catalog },
            after: { catalog: after.catalog },
          },
        },
      ],
    )
    return after
  })
