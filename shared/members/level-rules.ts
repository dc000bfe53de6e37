/** How levels stand to each other, and who is beyond whose: the level on core is what counts. Pure. */
import { agreementsOf, levelHeld } from '../access/levels.ts'
import type { Catalog } from '../catalogs/schema.ts'
import { Refusal } from '../errors.ts'
import type { Authority } from './authority.ts'
import type { TeamMember } from './model.ts'

export type Ladder = NonNullable<Catalog['levels']>

/** @throws Refusal levels_closed. */
export function requireLevels({ levels }: Catalog): Ladder {
  if (!levels) throw new Refusal('levels_closed', 'The catalog of this account has no levels')
  return levels
}

/** Where a level stands, from the lowest; below all of them stands who has none. */
export const rank = ({ order }: Ladder, level: string | undefined): number => order.findIndex(({ id }) => id === level)

export const mayGive = ({ order }: Ladder, core: string | undefined): readonly string[] =>
  order.find(({ id }) => id === core)?.mayGive ?? []

/** Whoever may give a level may change who holds it, and who holds a lower one. */
export const reaches = (ladder: Ladder, core: string | undefined, held: string | undefined): boolean =>
  mayGive(ladder, core).some((level) => rank(ladder, held) <= rank(ladder, level))

/**
 * Why somebody's levels put them beyond this authority: in one agreement, or else in any that they hold a level in.
 * It is the level on core that is compared; who has none there has a say over nobody.
 */
export function whyBeyond({ catalog, policy, by }: Authority, target: TeamMember, within?: string): string | undefined {
  const { levels: ladder } = catalog
  if (!by || !ladder) return undefined
  const core = (who: typeof by | TeamMember, agreement: string) => levelHeld(policy, who, agreement, ladder.core)
  const agreements = within === undefined ? agreementsOf(policy, target) : [within]
  const beyond = agreements.find((one) => !reaches(ladder, core(by, one), core(target, one)))
  return beyond === undefined ? undefined : `in agreement ${beyond} your level does not reach theirs`
}
