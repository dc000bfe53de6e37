/** Random people, and how the outside sees them. */
import fc from 'fast-check'
import { hour, plus } from '../../shared/time.ts'
import { start } from '../given.ts'
import type { Given } from './population.ts'

export const roles = ['admin', 'support', 'analyst']
const moments = Array.from({ length: 9 }, (_, at) => plus(start, (at - 6) * hour))
export const moment = fc.constantFrom(...moments)

const words = [
  'Anna',
  'ÁNNA',
  'ann',
  'Rossi',
  'rösSi',
  'de',
  'Łuk',
  'Łuk',
  '李',
  'राम',
  'रीमा',
  '\ufffd',
  "O'Neil",
  '#1',
  'a!',
  'Νίκος',
  'Νικοσία',
  '😀',
  '\ufffd',
]
export const name = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))
export const login = fc.constantFrom('anna', 'a.rossi', 'Anna-2', 'de')
export const email = fc.constantFrom('anna@example.com', 'ann@example.org', 'rossi@example.com', 'x+1@example.com')

export const person: fc.Arbitrary<Given> = fc.record({
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
export type Seen = Given & { id: string }

export function seenNow(given: Given, id: string): Seen {
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

export const plain = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('ł', 'l')
