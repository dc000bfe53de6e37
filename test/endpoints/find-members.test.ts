/** Whatever is asked for, over however many pages: exactly those whom a naive reading of the question means. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../shared/ids.ts'
import type { Key } from '../../shared/keys.ts'
import { listMembers } from '../../shared/members/find/list-members.ts'
import { type ListMembers, sorts } from '../../shared/members/find/model.ts'
import { givenWorld, start, type World } from '../given.ts'
import { person, plain, roles, type Seen, seenNow } from './people.ts'
import { populate } from './population.ts'
import { filter, search, searched } from './questions.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const catalog = { roles: roles.map((id) => ({ id, name: id, description: '', permissions: [] })) }

const byText = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other))
const orders: Record<string, (person: Seen) => string[]> = {
  name: ({ name, id }) => [plain(name), id],
  created: ({ created }) => [created],
  lastSeen: ({ lastSeen, id }) => [lastSeen ?? '', id],
  status: ({ status }) => [status],
}
function isOrdered(people: readonly Seen[], sort: string): boolean {
  const order = orders[sort.replace('-', '')] ?? (() => [])
  const direction = sort.startsWith('-') ? -1 : 1
  const compare = (one: Seen, other: Seen) =>
    order(one)
      .map((part, at) => byText(part, order(other)[at] ?? ''))
      .find((difference) => difference !== 0) ?? 0
  return people.every((one, at) => at === 0 || compare(people[at - 1] ?? one, one) * direction <= 0)
}

/** An account of so many people, always the same ones. */
async function populated(size: number) {
  const account = newId(start)
  const [given = []] = fc.sample(fc.array(person, { minLength: size, maxLength: size }), { numRuns: 1, seed: size })
  const ids = await populate(account, given)
  return { account, people: new Map(given.map((one, at) => [ids[at], seenNow(one, ids[at] ?? '')])) }
}

async function everyone(account: string, query: ListMembers, limit: number, atMost: number): Promise<string[]> {
  const ids: string[] = []
  let after: Key | undefined
  let pages = 0
  do {
    const page = await listMembers({ account, catalog, query, page: { limit, after }, now: start, atMost })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    ids.push(...page.items.map(({ id }) => id))
    after = page.next
  } while (after && ++pages < 1000)
  expect(after).toBeUndefined()
  return ids
}

describe('any question over all its pages', () => {
  test('kaleyra.r24, kaleyra.r25, kaleyra.r30: is answered with exactly those it means, each once, in the order asked for', async () => {
    const populations = await Promise.all([0, 8, 50].map(populated))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...populations),
        fc.option(filter, { nil: undefined }),
        fc.option(search, { nil: undefined, freq: 2 }),
        fc.option(fc.constantFrom(...sorts), { nil: undefined }),
        fc.constantFrom(2, 9, 50),
        fc.constantFrom(3, 30, 1000),
        async ({ account, people }, filter, search, sort, limit, atMost) => {
          const query = {
            ...(filter && { filter: filter.text }),
            ...(search !== undefined && { search }),
            ...(sort && { sort }),
          }
          const found = await everyone(account, query, limit, atMost)
          const meant = [...people.values()].filter(
            (one) => (filter?.means(one) ?? true) && (search === undefined || searched(search)(one)),
          )
          expect(found.toSorted()).toEqual(meant.map(({ id }) => id).toSorted())
          const inTurn = found.map((id) => people.get(id) as Seen)
          expect(isOrdered(inTurn, sort ?? (filter || plain(search ?? '').trim() ? '' : 'name'))).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  }, 120_000)
})
