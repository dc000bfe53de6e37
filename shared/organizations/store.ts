import type { Account } from '../accounts/model.ts'
import { Refusal } from '../errors.ts'
import { isId } from '../ids.ts'
import { type Key, organizationKey, organizationsOfPartnerEntry } from '../keys.ts'
import { cut, folded } from '../members/find/folded.ts'
import type { Organization } from '../partners/model.ts'
import { type Change, type Item, type Page, query, read, readMany, versionIs } from '../table.ts'

/** An organization with its place among those of its reseller. */
export const organizationItem = (organization: Organization): Item<Organization> => ({
  ...organizationKey(organization.id),
  ...organizationsOfPartnerEntry(organization.reseller, cut(folded(organization.name)), organization.id),
  data: organization,
})

/** @throws Refusal organization_unknown, also where it is not `of` this partner: nobody learns of those of others. */
export async function loadOrganization(id: string, of?: string): Promise<Organization> {
  const found = isId(id) ? await read<Organization>(organizationKey(id)) : undefined
  if (!found || (of !== undefined && found.reseller !== of))
    throw new Refusal('organization_unknown', 'There is no such organization')
  return found
}

/** The one an account stands under, if any. */
export const organizationOf = async ({ organization }: Pick<Account, 'organization'>) =>
  organization === undefined ? undefined : read<Organization>(organizationKey(organization))

/** Holds what was read of an organization through a commit that relies on it. */
export const stillThere = ({ id, version }: Organization): Change => ({
  check: organizationKey(id),
  when: versionIs(version),
})

/** One page of a reseller's organizations, by name. One that was moved just now is read again, and left out. */
export async function organizationsOf(
  partner: string,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Organization>> {
  const { items, ...next } = await query<Organization>(
    { index: 'organizationsOfPartner', partition: organizationsOfPartnerEntry(partner, '', '').reseller },
    page,
  )
  const known = await readMany<Organization>(items.map(({ id }) => organizationKey(id)))
  return { items: known.flatMap((one) => (one?.reseller === partner ? [one] : [])), ...next }
}
