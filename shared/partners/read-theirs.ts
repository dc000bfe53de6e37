import type { Account } from '../accounts/model.ts'
import { accountKey, organizationKey } from '../keys.ts'
import { readMany, readTogether } from '../table.ts'
import type { Organization } from './model.ts'
import { isTheirs } from './rules.ts'

/** An account that is the partner's at this moment, with the organization it stands under if that is the partner's too. */
export interface Theirs {
  account: Account
  organization?: Organization
}

/** A transaction reads a hundred items: each account may stand under an organization of its own. */
export const mostReadAtOnce = 50

/**
 * Of these accounts those that are the partner's, each at its place. Read as one snapshot with their organizations: of
 * two moves at once never half of each is seen.
 */
export async function readTheirs(partner: string, ids: readonly string[]): Promise<(Theirs | undefined)[]> {
  if (ids.length === 0) return []
  const early = await readMany<Account>(ids.map(accountKey))
  const over = [...new Set(early.flatMap((account) => account?.organization ?? []))]
  const keys = [...ids.map(accountKey), ...over.map(organizationKey)]
  const now = await readTogether<unknown>(keys)
  const accounts = now.slice(0, ids.length) as (Account | undefined)[]
  const organizations = new Map(over.map((id, at) => [id, now[ids.length + at] as Organization | undefined]))
  const moved = accounts.some((one) => one?.organization !== undefined && !organizations.has(one.organization))
  if (moved) return readTheirs(partner, ids)
  return accounts.map((account) => {
    const organization = organizations.get(account?.organization ?? '')
    if (!account || !isTheirs(account, organization, partner)) return undefined
    return { account, ...(organization?.reseller === partner && { organization }) }
  })
}
