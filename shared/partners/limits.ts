/** What agents of partners may change of accounts that are theirs: what the catalog says, whatever they hold. Pure. */
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { hour, plus } from '../time.ts'

type Terms = Pick<Catalog, 'partners'>

export const givesRole = ({ partners }: Terms, role: string): boolean =>
  partners?.members?.gives.includes(role) ?? false

export type Part = 'name' | 'email' | 'roles'
export type RowPart = 'invite' | 'roles'

/** What changing this of a member takes; closed where there is none. */
export const partPermission = ({ partners }: Terms, part: Part): string | undefined => partners?.members?.fields[part]

/** What a row of a file takes that invites somebody or changes roles. */
export const rowPermission = ({ partners }: Terms, part: RowPart): string | undefined => partners?.members?.rows[part]

export const changesOfAccount = ({ partners }: Terms): readonly string[] => partners?.account?.fields ?? []

/** What could take a login over, and so may have to wait. */
export const waitable = ['email', 'roles', 'mfa'] as const
export type Waitable = (typeof waitable)[number]

/** When a change asked for now takes effect; undefined where it need not wait. */
export function waitUntil({ partners }: Terms, what: Waitable, now: Instant): Instant | undefined {
  const hours = partners?.waitHours?.[what]
  return hours === undefined ? undefined : plus(now, hours * hour)
}
