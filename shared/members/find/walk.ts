/** Walks the ranges of a plan for a bounded way, and keeps whom it is asked for. */
import type { Instant } from '../../clock.ts'
import { indexes, inKeyOrder, memberKey } from '../../keys.ts'
import { queryItems, readMany } from '../../table.ts'
import type { Member } from '../model.ts'
import { statusAt } from '../rules.ts'
import { lastSeenOf } from '../seen/store.ts'
import { isListed } from './entries.ts'
import { matches } from './filter.ts'
import { behind, keysIn, type Lane, lanes, memberAt, momentAt, type Range } from './lanes.ts'
import type { Tree } from './model.ts'
import type { Plan } from './plan.ts'
import type { Condition, Facts } from './properties.ts'

export interface Question {
  account: string
  asked: Tree<Condition> | undefined
  /** Whether it matters when members were last seen. */
  seen: boolean
  now: Instant
}

/** Behind which key of which range a walk goes on; at the beginning of the range where there is none. */
export interface Place {
  range: number
  key?: string | undefined
}

interface Way {
  limit: number
  from: Place
  /** How many keys are looked at before the walk rests. */
  atMost: number
}

/** What one read that leads to members, or to when they were seen, may hold; less the key that comes once more. */
const mostAtOnce = 99

/** @returns up to `limit` who match, as they come; and where it goes on, unless it has come to its end. */
export async function walk(
  question: Question,
  plan: Pick<Plan, 'ranges' | 'down'>,
  way: Way,
): Promise<{ found: Facts[]; next?: Place }> {
  const found: Facts[] = []
  let next: Place | undefined
  for await (const { range, come, rest } of looks(question, plan, way)) {
    next = rest
    for (const [at, { key, facts }] of come.entries()) {
      if (!facts || !isKept(question, facts, key, plan.ranges.slice(0, range + 1))) continue
      found.push(facts)
      const isLast = at === come.length - 1
      if (found.length === way.limit) return ended(found, isLast ? rest : { range, key })
    }
  }
  return ended(found, next)
}

const ended = (found: Facts[], next: Place | undefined) => ({ found, ...(next && { next }) })

/** Listed, asked for, and not come across before: neither in an earlier range nor under an earlier key of this one. */
function isKept({ asked }: Question, facts: Facts, key: string, ranges: readonly Range[]): boolean {
  if (!isListed(facts.member) || (asked && !matches(asked, facts))) return false
  const first = ranges.findIndex((range) => keysIn(range, facts).length > 0)
  const here = ranges.length - 1
  return first === here && keysIn(ranges[here] as Range, facts).sort(inKeyOrder)[0] === key
}

/** Looks at a few keys, and a few more, each time from where the last look ended. */
async function* looks(question: Question, { ranges, down }: Pick<Plan, 'ranges' | 'down'>, way: Way) {
  // One more than is wanted says whether there is more. Where few match, the next look is longer.
  let size = Math.min(way.limit + 1, mostAtOnce)
  let left = way.atMost
  let { range, key }: Place = way.from
  while (range < ranges.length && left > 0) {
    const here = range
    const { come, more } = await look(question, ranges[here] as Range, { key, down, size: Math.min(size, left) })
    left -= Math.max(come.length, 1)
    size = Math.min(size * 2, mostAtOnce)
    key = more ? (come.at(-1)?.key ?? key) : undefined
    if (!more) range++
    yield { range: here, come, rest: range < ranges.length ? { range, key } : undefined }
  }
}

interface Come {
  key: string
  /** Absent where the key leads to nobody any more. */
  facts: Facts | undefined
}

async function look(
  question: Question,
  { lane: name, between }: Range,
  { key, down, size }: { key: string | undefined; down: boolean; size: number },
): Promise<{ come: Come[]; more: boolean }> {
  const { account, now, seen } = question
  const lane: Lane = lanes[name]
  const { items, next } = await queryItems<Member>(
    { index: lane.index, partition: lane.partition(account), between: behind(between, key, down) },
    { limit: size + (key === undefined ? 0 : 1), newestFirst: down },
  )
  const attribute = lane.index ? indexes[lane.index].sk : 'sk'
  const fresh = items
    .map((item) => ({ key: String(item[attribute]), data: item.data }))
    .filter((one) => one.key !== key)
  const members = lane.leads
    ? await readMany<Member>(fresh.map((one) => memberKey(account, memberAt(one.key))))
    : fresh.map(({ data }) => data)
  const moments = seen && name !== 'lastSeen' ? await lastSeenOf(members) : fresh.map((one) => momentAt(name, one.key))
  const come = fresh.map((one, at) => {
    const member = members[at]
    return { key: one.key, facts: member && { member, status: statusAt(member, now), lastSeen: moments[at] } }
  })
  return { come, more: next !== undefined }
}
