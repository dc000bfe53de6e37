/** Random questions about people, each with what it means, read as naively as can be. */
import fc from 'fast-check'
import { email, login, moment, name, plain, roles, type Seen } from './people.ts'

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
export const { filter } = fc.letrec<{ filter: Meant }>((tie) => ({
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

export const searched = (search: string) => (person: Seen) => {
  const sought = plain(search).trim()
  const begins = (text = '') => plain(text).startsWith(sought)
  return (
    sought === '' || ` ${plain(person.name)}`.includes(` ${sought}`) || begins(person.login) || begins(person.email)
  )
}

/** What people type into a search box. */
export const search = fc.oneof(pieces, pieces, name, login, email)
