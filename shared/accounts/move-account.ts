import * as z from 'zod'
import { findCatalog } from '../catalogs/store.ts'
import { Refusal, refuseAny } from '../errors.ts'
import { type ChangeAccount, changeAccount } from './change-account.ts'
import type { Account } from './model.ts'
import { regionFaults } from './rules.ts'

export const MoveAccount = z.strictObject({ id: z.string().max(64), version: z.int().positive() })
export type MoveAccount = z.infer<typeof MoveAccount>

/**
 * Pins the account to another catalog version. Its own switches stay as they are, and count where the new catalog lets
 * an account flip them.
 * @throws Refusal catalog_unknown, region_unknown, and as `changeAccount`.
 */
export const moveAccount = ({ body, ...where }: ChangeAccount & { body: MoveAccount }): Promise<Account> =>
  changeAccount(where, 'account.catalog-moved', async (before) => {
    const catalog = await findCatalog(body.id, body.version)
    if (!catalog) throw new Refusal('catalog_unknown', 'There is no such catalog', 'id')
    refuseAny(regionFaults(before.region, catalog))
    const pinned = { id: catalog.id, version: catalog.version }
    const changes = { catalog: pinned, policyVersion: before.policyVersion + 1 }
    return { changes, before: { catalog: before.catalog }, after: { catalog: pinned } }
  })
