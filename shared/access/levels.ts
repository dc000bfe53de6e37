/** Which level somebody holds. One place for decisions, for their explanations, and for whoever gives levels. */
import type { Policy } from './compile.ts'
import type { AccessRecord } from './model.ts'

export type Levels = NonNullable<AccessRecord['levels']>
type Holder = Pick<AccessRecord, 'kind' | 'roles' | 'levels'>

/**
 * An owner's level comes with the role, in every agreement of the account: nothing has to be written when an agreement
 * is made or an owner joins, so nothing can be forgotten.
 */
export const byRule = ({ ownership }: Policy, { kind, roles }: Holder): string | undefined =>
  ownership && kind === 'team' && roles.includes(ownership.role) ? ownership.level : undefined

/** The level that counts on a product inside an agreement. */
export function levelHeld(policy: Policy, holder: Holder, agreement: string, product: string): string | undefined {
  if (!policy.products.has(product)) return undefined
  const owners = policy.agreements.has(agreement) ? byRule(policy, holder) : undefined
  return owners ?? own(own(holder.levels, agreement), product)
}

/** The agreements in which somebody holds a level. */
export const agreementsOf = (policy: Policy, holder: Holder): string[] => [
  ...new Set([...(byRule(policy, holder) ? policy.agreements : []), ...Object.keys(holder.levels ?? {})]),
]

/** All levels somebody holds, by agreement, then product. */
export function levelsHeld(policy: Policy, holder: Holder): Levels {
  const level = byRule(policy, holder)
  if (level === undefined) return holder.levels ?? {}
  const everywhere = Object.fromEntries([...policy.products].map((product) => [product, level]))
  const owned = Object.fromEntries([...policy.agreements].map((agreement) => [agreement, everywhere]))
  return { ...holder.levels, ...owned }
}

export const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined
