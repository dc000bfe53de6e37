import * as z from 'zod'
import type { Catalog } from '../catalogs/schema.ts'
import { findCatalog } from '../catalogs/store.ts'
import { type Fault, Refusal, refuseAny } from '../errors.ts'
import { loadMember } from '../members/store.ts'
import { type ChangeAccount, changeAccount } from './change-account.ts'
import type { Account } from './model.ts'
import { settable } from './role-rules.ts'
import { regionFaults } from './rules.ts'

export const MoveAccount = z.strictObject({ id: z.string().max(64), version: z.int().positive() })
export type MoveAccount = z.infer<typeof MoveAccount>

/**
 * Pins the account to another catalog version. Its own switches stay as they are, and count where the new catalog lets
 * an account flip them. A restriction that is on is never lost on the way, nor is the owner's role.
 * @throws Refusal catalog_unknown, region_unknown, role_lost, restriction_lost, and as `changeAccount`.
 */
export const moveAccount = ({ body, ...where }: ChangeAccount & { body: MoveAccount }): Promise<Account> =>
  changeAccount(where, 'account.catalog-moved', async (before) => {
    const catalog = await findCatalog(body.id, body.version)
    if (!catalog) throw new Refusal('catalog_unknown', 'There is no such catalog', 'id')
    const owner = await loadMember(before.id, before.owner)
    refuseAny([
      ...regionFaults(before.region, catalog),
      ...lostRoles(owner?.roles ?? [], catalog),
      ...lostRestrictions(before, catalog),
    ])
    const pinned = { id: catalog.id, version: catalog.version }
    const changes = { catalog: pinned, policyVersion: before.policyVersion + 1 }
    return { changes, before: { catalog: before.catalog }, after: { catalog: pinned } }
  })

const lostRoles = (held: readonly string[], { roles }: Catalog): Fault[] =>
  held
    .filter((role) => !roles.some(({ id }) => id === role))
    .map((role) => ({
      code: 'role_lost',
      detail: `The owner holds ${role}, which that catalog does not have`,
      field: 'id',
    }))

/** What an account hid stays hidden: turn it off first, if that is what is meant. */
const lostRestrictions = ({ policy }: Account, catalog: Catalog): Fault[] =>
  Object.entries(policy?.restrictions ?? {}).flatMap(([role, choices]) =>
    Object.keys(choices)
      .filter((id) => choices[id] && !settable(catalog, role, 'restrictions').includes(id))
      .map((id) => ({
        code: 'restriction_lost' as const,
        detail: `${id} is on for ${role}, and that catalog cannot say it`,
        field: 'id',
      })),
  )
