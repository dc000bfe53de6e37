/** What an audit entry says was before and is after, one line for each thing. Pure. */
import { humane } from '../../words.ts'

export interface Difference {
  /** Where it stands in the entry, such as `levels.sms`. */
  key: string
  label: string
  before?: unknown
  after?: unknown
}

type Told = Readonly<Record<string, unknown>> | undefined

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A planned move has more than one fact, and so has whatever is kept by name. */
function flat(value: unknown, path: string): [string, unknown][] {
  if (!isObject(value) || Object.keys(value).length === 0) return [[path, value]]
  return Object.entries(value).flatMap(([key, one]) => flat(one, path ? `${path}\u0000${key}` : key))
}

/** Counters that guard against lost updates: no news to anybody. */
const internal = new Set(['grantVersion', 'planned\u0000version'])

const labels: Record<string, string> = {
  until: 'Access until',
  access: 'May',
  roles: 'Roles',
  rotation: 'Links sent so far',
  wordingVersion: 'Wording of the consent',
  acceptableFrom: 'Can be accepted from',
  endedAt: 'Ended',
  erased: 'Details erased',
  reportEmail: 'Report address',
  timeZone: 'Time zone',
  dueAt: 'Waits until',
  what: 'What is changed',
  changed: 'What was changed',
  delegation: 'Delegation',
  'catalog\u0000id': 'Catalog',
  'catalog\u0000version': 'Version of the catalog',
  dryRun: 'Only tried out',
  'planned\u0000move': 'Planned',
  'planned\u0000at': 'Planned for',
  'planned\u0000by\u0000type': 'Planned by',
  'askedBy\u0000type': 'Asked by',
  notSeenForDays: 'Not seen for days',
}

const labelOf = (key: string): string =>
  labels[key] ??
  key
    .split('\u0000')
    .map((part) => humane(part.replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)))
    .join(' · ')

/** In the order in which the entry tells them; what is the same before and after is left out, but for whose it is. */
export function differences(before: Told, after: Told): Difference[] {
  const [was, is] = [new Map(flat(before ?? {}, '')), new Map(flat(after ?? {}, ''))]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => key !== '' && !internal.has(key))
    .map((key) => ({
      key: key.replaceAll('\u0000', '.'),
      label: labelOf(key),
      ...(was.has(key) && { before: was.get(key) }),
      ...(is.has(key) && { after: is.get(key) }),
    }))
}

const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

export interface Names {
  /** Names of roles, permissions, levels and such by their id. */
  nameOf: (id: string) => string | undefined
  instant: (at: string) => string
}

const scopes: Record<string, string> = {
  'read-only': 'Look only',
  'limited-write': 'Look, and update configurations',
  write: 'Look and change',
}

/** One value as people read it. */
export function shown(value: unknown, names: Names): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length > 0 ? value.map((one) => shown(one, names)).join(', ') : 'none'
  if (typeof value !== 'string') return isObject(value) ? 'none' : String(value)
  if (isInstant.test(value)) return names.instant(value)
  return names.nameOf(value) ?? scopes[value] ?? value
}

/** `from Support to Admin`; one side alone where the other was not told. */
export function change({ before, after }: Difference, names: Names): string {
  if (before === undefined) return shown(after, names)
  if (after === undefined) return `no longer ${shown(before, names)}`
  const [was, is] = [shown(before, names), shown(after, names)]
  return was === is ? is : `from ${was} to ${is}`
}

/** Told by the sentence already, or of no interest before somebody looks closely. */
const dull = new Set(['rotation', 'status', 'wordingVersion', 'delegation', 'endedAt', 'catalog.id', 'catalog.version'])

const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

/** What of it is worth a line: what is now, or where nothing is, what was; the name first, and no bare ids. */
export function newsOf(all: readonly Difference[], names: Names): Difference[] {
  const isNow = all.some((one) => 'after' in one)
  return all
    .filter((one) => !dull.has(one.key) && (!isNow || 'after' in one))
    .filter(({ before, after }) => !isId.test(shown(after ?? before, names)))
    .sort((one, other) => Number(other.key === 'name') - Number(one.key === 'name'))
}
