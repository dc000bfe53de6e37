/** From what is asked to which stretches of the table are walked. Pure. */
import { memberStatuses } from '../../access/model.ts'
import type { Instant } from '../../clock.ts'
import { inKeyOrder, prefix, startingWith } from '../../keys.ts'
import { all, type Candidate, kinds, ofCondition, ofStatus } from './candidates.ts'
import type { Range } from './lanes.ts'
import type { By, Sort, Tree } from './model.ts'
import type { Condition } from './properties.ts'

export interface Plan {
  by: By | undefined
  /** Walked one after the other; whoever lies in an earlier one is left out of a later. */
  ranges: readonly Range[]
  /** From the last key to the first. */
  down: boolean
  /** Where everybody asked for lies in these as well, in another order: few, as a rule. */
  few?: readonly Range[]
}

export function planFor(asked: Tree<Condition> | undefined, sort: Sort | undefined, now: Instant): Plan {
  const by = sort?.replace('-', '') as By | undefined
  const down = sort?.startsWith('-') ?? false
  const best = asked ? narrowest(asked, by, now) : all
  const { ranges } = best
  if (by === undefined) return { by, ranges: best === all ? whole('name', now) : ranges, down }
  if (isInOrder(best, by)) return { by, ranges: ranges.toSorted(byStatus), down }
  const isNarrow = rank(best) < kinds.indexOf('time')
  return { by, ranges: whole(by, now), down, ...(isNarrow && { few: ranges }) }
}

/** Statuses follow each other; of every other order there is but one range. */
const isInOrder = ({ ranges: [first, ...more] }: Candidate, by: By): boolean =>
  by === 'status'
    ? first !== undefined && [first, ...more].every(({ status }) => status !== undefined)
    : first?.order === by && more.length === 0

const byStatus = (one: Range, other: Range): number => inKeyOrder(one.status ?? '', other.status ?? '')

/** Everybody, in one of the orders. */
function whole(by: By, now: Instant): readonly Range[] {
  if (by === 'status') return memberStatuses.toSorted().flatMap((status) => ofStatus(status, now))
  return [{ lane: by, between: startingWith(by === 'created' ? prefix.member : ''), order: by }]
}

/** The fewest ranges that hold everybody who can match. */
function narrowest(tree: Tree<Condition>, by: By | undefined, now: Instant): Candidate {
  if (tree.op === 'is') return ofCondition(tree.leaf, now)
  if (tree.op === 'not') return all
  const parts = tree.of.map((part) => narrowest(part, by, now))
  if (tree.op === 'or') {
    const widest = parts.reduce((one, other) => (rank(one) < rank(other) ? other : one))
    return widest.kind === 'all' ? all : { kind: widest.kind, ranges: parts.flatMap(({ ranges }) => ranges) }
  }
  const lag = (one: Candidate) => (by && isInOrder(one, by) ? 0 : 1)
  return parts.reduce((one, other) => ((rank(other) - rank(one) || lag(other) - lag(one) || 1) < 0 ? other : one))
}

const rank = ({ kind }: Candidate): number => kinds.indexOf(kind)
