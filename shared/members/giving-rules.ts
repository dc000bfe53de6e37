/** Who may give which level in which agreement: all of it follows from the giver's level on core there. Pure. */
import { decide } from '../access/decide.ts'
import { type Levels, levelHeld, own } from '../access/levels.ts'
import type { GuardedAction } from '../catalogs/guards.ts'
import type { Instant } from '../clock.ts'
import type { Fault } from '../errors.ts'
import type { Authority } from './authority.ts'
import { type Ladder, mayGive, rank, reaches } from './level-rules.ts'
import type { TeamMember } from './model.ts'

/** Somebody who gives levels, at the door they came through. */
export interface Giver {
  authority: Authority
  guard: GuardedAction
  now: Instant
}

/** Why no level of this agreement is theirs to give. What lets them do so in another one says nothing about it. */
export function whyNotWithin({ authority, guard, now }: Giver, agreement: string): string | undefined {
  const { catalog, policy, by } = authority
  const ladder = catalog.levels
  if (!by || !ladder) return undefined
  if (by.kind === 'partner') return 'Agents of partners set no levels'
  const permission = catalog.guards[guard] ?? ''
  const { permit } = decide(policy, by, permission, now, { resource: { properties: { agreement } } })
  const gives = mayGive(ladder, levelHeld(policy, by, agreement, ladder.core)).length > 0
  return permit && gives ? undefined : `Your level in agreement ${agreement} lets you give none there`
}

/** Levels of one agreement as somebody wants them; null takes one away. */
export type LevelsAsked = Readonly<Record<string, string | null>>

/** What is not known, or not theirs to give, each at its field. */
export function levelFaults(
  { authority }: Giver,
  { agreement, asked, target }: { agreement: string; asked: LevelsAsked; target?: TeamMember },
  at = '',
): Fault[] {
  const { catalog, policy, by } = authority
  const ladder = catalog.levels
  if (!ladder) return []
  const core = by && levelHeld(policy, by, agreement, ladder.core)
  return Object.entries(asked).flatMap(([product, level]): Fault[] => {
    const field = `${at}${product}`
    if (!policy.products.has(product))
      return [{ code: 'product_unknown', detail: 'The catalog has no such product', field }]
    if (level !== null && rank(ladder, level) < 0)
      return [{ code: 'level_unknown', detail: 'The catalog has no such level', field }]
    const held = target && levelHeld(policy, target, agreement, product)
    // What is held already needs nobody's leave to stay.
    if (!by || (level ?? undefined) === held) return []
    const why = whyNot(ladder, { core, product, level, held, self: by.member === target?.id })
    return why === undefined ? [] : [{ code: 'not_permitted', detail: why, field }]
  })
}

/** What of each product's levels is theirs to give in an agreement, to somebody who holds none there. */
export function givableLevels(giver: Giver, agreement: string): Record<string, string[]> {
  const ladder = giver.authority.catalog.levels
  if (!ladder || whyNotWithin(giver, agreement) !== undefined) return {}
  const isGivable = (product: string, level: string) =>
    levelFaults(giver, { agreement, asked: { [product]: level } }).length === 0
  return Object.fromEntries(
    ladder.products.map(({ id: product }) => [
      product,
      ladder.order.map(({ id }) => id).filter((level) => isGivable(product, level)),
    ]),
  )
}

/** The same for somebody new, in any number of agreements. Who is made by a member starts with a level on core. */
export function newLevelFaults(
  giver: Giver,
  { roles, levels = {} }: { roles: readonly string[]; levels?: Levels | undefined },
  at: string,
): Fault[] {
  const { catalog, policy, by } = giver.authority
  const fault = (code: Fault['code'], detail: string, field: string): Fault[] => [{ code, detail, field: at + field }]
  const ladder = catalog.levels
  if (!ladder)
    return Object.keys(levels).length > 0
      ? fault('levels_closed', 'The catalog of this account has no levels', 'levels')
      : []
  const faults = Object.entries(levels).flatMap(([agreement, asked]) => {
    const field = `levels.${agreement}`
    if (!policy.agreements.has(agreement))
      return fault('agreement_not_in_account', 'There is no such agreement in this account', field)
    const why = whyNotWithin(giver, agreement)
    return why === undefined
      ? levelFaults(giver, { agreement, asked }, `${at}${field}.`)
      : fault('not_permitted', why, field)
  })
  const onCore = Object.values(levels).some((held) => own(held, ladder.core) !== undefined)
  if (!by || by.kind === 'partner' || onCore || roles.includes(catalog.ownerRole)) return faults
  return [...faults, ...fault('level_missing', `Give a level on ${ladder.core} in at least one agreement`, 'levels')]
}

interface OneLevel {
  core: string | undefined
  product: string
  level: string | null
  held: string | undefined
  self: boolean
}

function whyNot(ladder: Ladder, { core, product, level, held, self }: OneLevel): string | undefined {
  if (self && rank(ladder, level ?? undefined) > rank(ladder, held)) return 'Nobody lifts themselves'
  const above = (one: string | undefined) =>
    one !== undefined && (rank(ladder, one) > rank(ladder, core) || one === ladder.ownerLevel)
  const [givable, changeable] =
    product === ladder.core
      ? [level === null || mayGive(ladder, core).includes(level), reaches(ladder, core, held)]
      : [!above(level ?? undefined), !above(held)]
  if (!changeable) return 'The level they hold is not yours to change'
  return givable ? undefined : 'This level is not yours to give'
}
