/** Whatever is asked for, over however many pages: exactly those whom a naive reading of the question means. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../shared/ids.ts'
import type { Key } from '../../shared/keys.ts'
import { listMembers } from '../../shared/members/find/list-members.ts'
import { type ListMembers, sorts } from '../../shared/members/find/model.ts'
import { hour, plus } from '../../shared/time.ts'
import { givenWorld, start, type World } from '../given.ts'
import { type Given, populate } from './population.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const roles = ['admin', 'support', 'analyst']
const catalog = { roles: roles.map((id) => ({ id, name: id, description: '', permissions: [] })) }
const moments = Array.from({ length: 9 }, (_, at) => plus(start, (at - 6) * hour))
const moment = fc.constantFrom(...moments)

const words = [
  'Anna',
  'ÁNNA',
  'ann',
  'Rossi',
  'rösSi',
  'de',
  'Łuk',
  '李',
  'राम',
  'रीमा',
  "O'Neil",
  '#1',
  'a!',
  'Νίκος',
  'Νικοσία',
  '😀',
  '\ufffd',
]
const name = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))
const login = fc.constantFrom('anna', 'a.rossi', 'Anna-2', 'de')
const email = fc.constantFrom('anna@example.com', 'ann@example.org', 'rossi@example.com', 'x+1@example.com')

const person: fc.Arbitrary<Given> = fc.record({
  kind: fc.constantFrom('team', 'team', 'team', 'expert'),
  status: fc.constantFrom('invited', 'active', 'active', 'inactive', 'expired', 'revoked'),
  name,
  login: fc.option(login, { nil: undefined }),
  email: fc.option(email, { nil: undefined }),
  roles: fc.subarray(roles, { minLength: 1 }),
  created: moment,
  lastSeen: fc.option(moment),
  until: fc.option(moment),
})

/** A person as the outside sees them now. */
type Seen = Given & { id: string }

function seenNow(given: Given, id: string): Seen {
  const isExpert = given.kind === 'expert'
  const over = isExpert && given.until !== null && given.until <= start
  const running = given.status === 'active' || given.status === 'invited'
  return {
    ...given,
    id,
    status: over && running ? 'expired' : given.status,
    roles: isExpert ? [] : given.roles,
    login: isExpert ? undefined : given.login,
    until: isExpert ? given.until : null,
    lastSeen: given.status === 'invited' ? null : given.lastSeen,
  }
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('ł', 'l')

interface Meant {
  text: string
  means: (person: Seen) => boolean
}

const json = (value: string) => JSON.stringify(value)
const pieces = fc.constantFrom(
  'an',
  'anna',
  'ANNA ',
  'ross',
  'de',
  "o'",
  '#',
  '@example',
  '.com',
  'ξησ',
  'lu',
  'र',
  '',
  '😀',
  'zz',
)
const texts: Record<string, (has: string, value: string) => boolean> = {
  eq: (has, value) => has === value,
  co: (has, value) => has.includes(value),
  sw: (has, value) => has.startsWith(value),
  ew: (has, value) => has.endsWith(value),
}
const textual = (
  property: string,
  of: (person: Seen) => readonly (string | undefined)[],
  values: fc.Arbitrary<string>,
) =>
  fc.tuple(fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew'), values).map(([operator, value]): Meant => {
    const has = (person: Seen, compare: (has: string, value: string) => boolean) =>
      of(person).some((one) => one !== undefined && compare(plain(one), plain(value).trim()))
    const equal = texts.eq as (has: string, value: string) => boolean
    return {
      text: `${property} ${operator} ${json(value)}`,
      means: (person) => (operator === 'ne' ? !has(person, equal) : has(person, texts[operator] ?? equal)),
    }
  })
const chosen = (property: 'status' | 'kind', values: readonly string[]) =>
  fc.tuple(fc.constantFrom('eq', 'ne'), fc.constantFrom(...values)).map(
    ([operator, value]): Meant => ({
      text: `${property} ${operator} ${json(value)}`,
      means: (person) => (person[property] === value) === (operator === 'eq'),
    }),
  )
const times: Record<string, (has: number, value: number) => boolean> = {
  eq: (has, value) => has === value,
  gt: (has, value) => has > value,
  ge: (has, value) => has >= value,
  lt: (has, value) => has < value,
  le: (has, value) => has <= value,
}
const timed = (property: 'created' | 'lastSeen' | 'until') =>
  fc.tuple(fc.constantFrom(...Object.keys(times), 'ne'), moment).map(
    ([operator, value]): Meant => ({
      text: `${property} ${operator} "${value}"`,
      means: (person) => {
        const has = person[property]
        if (operator === 'ne') return has !== value
        return has !== null && (times[operator]?.(Date.parse(has), Date.parse(value)) ?? false)
      },
    }),
  )
const present = fc.constantFrom<Meant[]>(
  { text: 'login pr', means: ({ login }) => login !== undefined },
  { text: 'lastSeen PR', means: ({ lastSeen }) => lastSeen !== null },
  { text: 'until pr', means: ({ until }) => until !== null },
)

const condition = fc.oneof(
  textual('name', ({ name }) => [name], fc.oneof(name, pieces)),
  textual('login', ({ login }) => [login], fc.oneof(login, pieces)),
  textual('EMAIL', ({ email }) => [email], fc.oneof(email, pieces)),
  textual('role', ({ roles }) => roles, fc.constantFrom(...roles)),
  chosen('status', ['invited', 'active', 'inactive', 'expired', 'revoked']),
  chosen('kind', ['team', 'expert']),
  ...(['created', 'lastSeen', 'until'] as const).map(timed),
  present,
)
const { filter } = fc.letrec<{ filter: Meant }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2 },
    { weight: 3, arbitrary: condition },
    fc.tuple(tie('filter'), tie('filter')).map(
      ([one, other]): Meant => ({
        text: `(${one.text} and ${other.text})`,
        means: (person) => one.means(person) && other.means(person),
      }),
    ),
    fc.tuple(tie('filter'), tie('filter')).map(
      ([one, other]): Meant => ({
        text: `(${one.text} OR ${other.text})`,
        means: (person) => one.means(person) || other.means(person),
      }),
    ),
    tie('filter').map((one): Meant => ({ text: `not (${one.text})`, means: (person) => !one.means(person) })),
  ),
}))

const searched = (search: string) => (person: Seen) => {
  const sought = plain(search).trim()
  const begins = (text = '') => plain(text).startsWith(sought)
  return (
    sought === '' || ` ${plain(person.name)}`.includes(` ${sought}`) || begins(person.login) || begins(person.email)
  )
}

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
        fc.option(fc.oneof(pieces, pieces, name, login, email), { nil: undefined, freq: 2 }),
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
      { numRuns: Number(process.env.FIND_RUNS ?? 150) },
    )
  }, 120_000)
})
