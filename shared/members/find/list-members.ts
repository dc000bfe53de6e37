import type { Catalog } from '../../catalogs/schema.ts'
import type { Instant } from '../../clock.ts'
import { sha256 } from '../../ids.ts'
import { inKeyOrder, type Key } from '../../keys.ts'
import { foreignCursor, type Page } from '../../table.ts'
import type { Member } from '../model.ts'
import { sortKey } from './lanes.ts'
import type { ListMembers } from './model.ts'
import { type Plan, planFor } from './plan.ts'
import { askedFor, asksWhenSeen } from './question.ts'
import { type Place, type Question, walk } from './walk.ts'

interface List {
  account: string
  catalog: Pick<Catalog, 'roles'>
  query: ListMembers
  page: { limit: number; after?: Key | undefined }
  now: Instant
  /** How many keys one request looks at. */
  atMost?: number
}

const mostLookedAt = 1000

/**
 * One page of an account's members. A request looks at no more than so many, however many the account has, so a page may
 * hold fewer than `limit`, even none, and go on; each goes further than the one before, and the last has no cursor.
 * @throws Refusal invalid_query at the field that is wrong.
 */
export async function listMembers(list: List): Promise<Page<Member>> {
  const { account, catalog, query, page, now, atMost = Math.max(mostLookedAt, list.page.limit) } = list
  const asked = askedFor(query, catalog)
  const plan = planFor(asked, query.sort, now)
  const seen = plan.by === 'lastSeen' || (asked !== undefined && asksWhenSeen(asked))
  const question = { account, asked, seen, now }
  // A cursor leads on in the same list only; where it leads is worked out from the question, never from the cursor.
  const pk = sha256(JSON.stringify([account, query]))
  const from = page.after && placeIn(page.after, pk)
  const write = (place: Place | string): Key => ({
    pk,
    sk: typeof place === 'string' ? `sorted#${place}` : `${place.range}#${place.key ?? ''}`,
  })

  const sorted =
    typeof from === 'object' ? undefined : await sortedPage(question, plan, { ...page, after: from, atMost })
  if (sorted) return { items: sorted.items, ...(sorted.next !== undefined && { next: write(sorted.next) }) }
  const place = typeof from === 'string' ? placeBehind(from, plan) : (from ?? { range: 0 })
  const { found, next } = await walk(question, plan, { limit: page.limit, from: place, atMost })
  return { items: found.map(({ member }) => member), ...(next && { next: write(next) }) }
}

/** Behind which member a sorted page goes on, or from where a walk does. */
function placeIn({ pk, sk }: Key, question: string): string | Place {
  const [, range, key = ''] = /^(sorted|\d{1,3})#(.{0,300})$/s.exec(sk) ?? []
  if (pk !== question || range === undefined || !key.isWellFormed()) throw foreignCursor()
  return range === 'sorted' ? key : { range: Number(range), ...(key !== '' && { key }) }
}

/**
 * Where there are too many to sort now, and were not when the first page was asked for, the walk goes on behind the same
 * key. @throws Refusal invalid_query where the order lies in several ranges: that list begins anew.
 */
function placeBehind(key: string, { few, ranges }: Plan): Place {
  if (!few || ranges.length > 1) throw foreignCursor()
  return { range: 0, key }
}

interface Sorted {
  limit: number
  after: string | undefined
  atMost: number
}

/** Gathers everybody who is asked for, and sorts them; undefined where that is not needed, or they are too many. */
async function sortedPage(
  question: Question,
  { by, few, down }: Plan,
  { limit, after, atMost }: Sorted,
): Promise<{ items: Member[]; next?: string | undefined } | undefined> {
  if (!few || !by) return undefined
  const everybody = { limit: Number.POSITIVE_INFINITY, from: { range: 0 }, atMost }
  const { found, next } = await walk(question, { ranges: few, down: false }, everybody)
  if (next) return undefined
  const direction = down ? -1 : 1
  const sorted = found
    .map((facts) => ({ member: facts.member, key: sortKey(by, facts) }))
    .sort((one, other) => inKeyOrder(one.key, other.key) * direction)
  const rest = after === undefined ? sorted : sorted.filter(({ key }) => inKeyOrder(key, after) * direction > 0)
  const shown = rest.slice(0, limit)
  return { items: shown.map(({ member }) => member), next: rest.length > limit ? shown.at(-1)?.key : undefined }
}
