import * as z from 'zod'
import type { Catalog } from '../catalogs/schema.ts'
import { findCatalog } from '../catalogs/store.ts'
import { type Fault, Refusal, refuseAny } from '../errors.ts'
import { activeOwners, loadMember } from '../members/store.ts'
import { type ChangeAccount, changeAccount } from './change-account.ts'
import type { Account } from './model.ts'
import { catalogFor } from './policy.ts'
import { isEnabled, onRequest, settable } from './role-rules.ts'
import { regionFaults } from './rules.ts'

export const MoveAccount = z.strictObject({ id: z.string().max(64), version: z.int().positive() })
export type MoveAccount = z.infer<typeof MoveAccount>

/**
 * Pins the account to another catalog version. Its own switches stay as they are, and count where the new catalog lets
 * an account flip them. A restriction that is on is never lost on the way, nor is a role that an owner has in force, nor
 * what makes one an owner. What was enabled stays so where the new catalog has it on request too; the rest is dropped,
 * and the audit says what.
 * @throws Refusal catalog_unknown, region_unknown, role_lost, restriction_lost, and as `changeAccount`.
 */
export const moveAccount = ({ body, ...where }: ChangeAccount & { body: MoveAccount }): Promise<Account> =>
  changeAccount(where, 'account.catalog-moved', async (before) => {
    const catalog = await findCatalog(body.id, body.version)
    if (!catalog) throw new Refusal('catalog_unknown', 'There is no such catalog', 'id')
    const { options = [] } = before
    const kept = options.filter((option) => onRequest(catalog).some(({ id }) => id === option))
    const from = await catalogFor(before)
    const inForce = (await rolesOfOwners(before)).filter((role) => isEnabled(from, options, role))
    refuseAny([
      ...regionFaults(before.region, catalog),
      ...(catalog.ownerRole === from.ownerRole ? [] : [otherOwners(from, catalog)]),
      ...inForce.filter((role) => !isEnabled(catalog, kept, role)).map(lostRole),
      ...lostRestrictions(before, catalog),
    ])
    const pinned = { id: catalog.id, version: catalog.version }
    const dropped = kept.length < options.length
    return {
      changes: { catalog: pinned, policyVersion: before.policyVersion + 1, ...(dropped && { options: kept }) },
      before: { catalog: before.catalog, ...(dropped && { options }) },
      after: { catalog: pinned, ...(dropped && { options: kept }) },
    }
  })

/** Of those who can get in, and of the first one, who may not have accepted yet. */
async function rolesOfOwners({ id, owner }: Account): Promise<string[]> {
  const ids = new Set([owner, ...(await activeOwners(id))])
  const owners = await Promise.all([...ids].map((one) => loadMember(id, one)))
  return [...new Set(owners.flatMap((one) => one?.roles ?? []))]
}

/** The set of active owners holds who has the role of the old catalog: nobody would guard the last one of the new. */
const otherOwners = (from: Catalog, to: Catalog): Fault => ({
  code: 'role_lost',
  detail: `${from.ownerRole} makes an owner here, and in that catalog ${to.ownerRole} does`,
  field: 'id',
})

const lostRole = (role: string): Fault => ({
  code: 'role_lost',
  detail: `An owner holds ${role}, which that catalog does not have, or not without it being enabled`,
  field: 'id',
})

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
