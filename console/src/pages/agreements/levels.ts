/** Which levels a viewer may pick for somebody, as the server will decide it. Pure. */
interface Named {
  id: string
  name: string
}

export interface LevelTerms {
  core: string
  products: readonly Named[]
  /** From the lowest to the highest. */
  order: readonly Named[]
  /** By agreement, then product: what is the viewer's to give to somebody who holds none there. */
  givable: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

export interface Holder {
  id: string
  roles: readonly string[]
  levels: Readonly<Record<string, Readonly<Record<string, string>>>>
}

interface Asked {
  terms: LevelTerms
  ownerRole: Named
  /** The viewer's own member id. */
  viewer: string
  agreement: string
  product: string
  holder: Holder
}

/** Null: no level. */
export type Choice = { options: readonly (Named | null)[] } | { locked: string }

export const heldIn = ({ levels }: Holder, agreement: string, product: string): string | null =>
  levels[agreement]?.[product] ?? null

const rankIn =
  ({ order }: LevelTerms) =>
  (level: string | null): number =>
    order.findIndex(({ id }) => id === level)

/** What can be picked in one cell; or why nothing can. */
export function choiceOf(asked: Asked): Choice {
  const { terms, viewer, agreement, product, holder } = asked
  const locked = whyLocked(asked)
  if (locked !== undefined) return { locked }
  const rank = rankIn(terms)
  const held = heldIn(holder, agreement, product)
  const isGivable = (level: string) => terms.givable[agreement]?.[product]?.includes(level) === true
  // Nobody lifts themselves.
  const isReachable = (level: string) => holder.id !== viewer || rank(level) <= rank(held)
  const levels = terms.order.filter(({ id }) => id === held || (isGivable(id) && isReachable(id)))
  return held === null && levels.length === 0
    ? { locked: 'Nobody gives a level to themselves.' }
    : { options: [null, ...levels] }
}

function whyLocked({ terms, ownerRole, agreement, product, holder }: Asked): string | undefined {
  if (holder.roles.includes(ownerRole.id)) return `It comes with the role ${ownerRole.name}.`
  const givable = terms.givable[agreement] ?? {}
  const onCore = givable[terms.core] ?? []
  if (onCore.length === 0) return 'Your own level in this agreement does not let you change levels here.'
  const rank = rankIn(terms)
  const core = heldIn(holder, agreement, terms.core)
  const name = terms.products.find(({ id }) => id === terms.core)?.name ?? terms.core
  if (!onCore.some((level) => rank(core) <= rank(level))) return `Their level on ${name} is above those you give.`
  const held = heldIn(holder, agreement, product)
  const isBeyond = product !== terms.core && held !== null && !givable[product]?.includes(held)
  return isBeyond ? 'The level they hold is not yours to change.' : undefined
}

/** Whether they would be left without a level on core anywhere. */
export const isLastOnCore = (holder: Holder, agreement: string, core: string): boolean =>
  heldIn(holder, agreement, core) !== null &&
  Object.entries(holder.levels).every(([one, held]) => one === agreement || held[core] === undefined)
