/** Few who are asked for are sorted for each page; many are walked. An account grows from one to the other meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../shared/ids.ts'
import type { Key } from '../../shared/keys.ts'
import { listMembers } from '../../shared/members/find/list-members.ts'
import { hour, plus } from '../../shared/time.ts'
import { givenWorld, start, type World } from '../given.ts'
import { type Given, populate } from './population.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const catalog = { roles: [] }
const people = (count: number, seen: boolean): Given[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ kind: 'team', status: 'active', name: `Anna ${at}`, roles: ['support'], until: null },
    created: plus(start, -at * hour),
    lastSeen: seen ? plus(start, at * hour) : null,
  }))

test.each(['name', '-created', 'lastSeen'] as const)(
  'sorted by %s, a list goes on where it was, though so many join that they are sorted no more',
  async (sort) => {
    const account = newId(start)
    const first = await populate(account, people(6, true))
    const ids: string[] = []
    let after: Key | undefined
    do {
      const query = { search: 'anna', sort }
      const page = await listMembers({ account, catalog, query, page: { limit: 2, after }, now: start, atMost: 12 })
      ids.push(...page.items.map(({ id }) => id))
      after = page.next
      if (ids.length === 2) await populate(account, people(20, false))
    } while (after)
    expect(ids.filter((id) => first.includes(id))).toEqual(first)
    expect(new Set(ids).size).toBe(ids.length)
  },
)
