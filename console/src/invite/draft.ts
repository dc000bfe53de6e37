/** An invitation while it is written: what it holds, what is missing, and the request it becomes. Pure. */
import type { Fault } from './faults.ts'

export type As = 'team' | 'expert'
/** By agreement, then product. */
export type Levels = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Person {
  /** Tells entries apart while they are added and removed. */
  key: number
  name: string
  firstName: string
  lastName: string
  email: string
  roles: readonly string[]
  levels: Levels
}

export interface Draft {
  as: As
  people: readonly Person[]
  /** Whether experts may update configurations. */
  write: boolean
  end: 'custom' | 'never'
  day: string
  /** The chosen end; empty until day and time are chosen. */
  until: string
  agreed: boolean
}

/** What of the account's terms decides what a draft needs. */
export interface Needs {
  shortestName: number
  /** A first and a last name rather than one name. */
  twoNames: boolean
  domains: readonly string[]
  /** Whoever holds this role needs no level. */
  ownerRole: string
  /** The product on which somebody new needs a level, where there are levels to give. */
  core: { id: string; name: string } | undefined
}

/** So many fit one commit. */
export const most: Record<As, number> = { team: 8, expert: 11 }

const newPerson = (key: number): Person => ({
  ...{ key, name: '', firstName: '', lastName: '', email: '', roles: [], levels: {} },
})

export const newDraft = (as: As): Draft => ({
  ...{ as, people: [newPerson(1)], write: false, end: 'custom', day: '', until: '', agreed: false },
})

export const isTouched = ({ people, write, until, agreed }: Draft): boolean =>
  people.length > 1 || write || until !== '' || agreed || people.some((one) => one.name + one.email + one.firstName)

/** Whoever is added to a team begins with the roles of the one before: seldom do they differ. */
export function withPerson(draft: Draft): Draft {
  const last = draft.people.at(-1)
  const next = newPerson(Math.max(0, ...draft.people.map(({ key }) => key)) + 1)
  return { ...draft, people: [...draft.people, { ...next, roles: last?.roles ?? [], levels: last?.levels ?? {} }] }
}

export const withoutPerson = (draft: Draft, at: number): Draft => ({
  ...draft,
  people: draft.people.filter((_, place) => place !== at),
})

export const listOf = (as: As) => (as === 'team' ? 'members' : 'experts')
export const fieldOf = (as: As, at: number, part: string): string => `${listOf(as)}[${at}].${part}`

/** As much of an address as can be told without sending to it. */
const isAddress = (email: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
const normal = (email: string): string => email.trim().toLowerCase()

function nameFaults(draft: Draft, person: Person, at: number, { shortestName, twoNames }: Needs): Fault[] {
  const parts = draft.as === 'team' && twoNames ? (['firstName', 'lastName'] as const) : (['name'] as const)
  const detail = shortestName > 1 ? `A name has at least ${shortestName} characters` : 'Write a name'
  return parts
    .filter((part) => person[part].trim().length < Math.max(1, shortestName))
    .map((part) => ({ detail, field: fieldOf(draft.as, at, part) }))
}

function emailFaults({ as, people }: Draft, { email }: Person, at: number, { domains }: Needs): Fault[] {
  const field = fieldOf(as, at, 'email')
  if (!isAddress(email)) return [{ detail: `Write an address such as name@${domains[0] ?? 'example.com'}`, field }]
  if (as === 'expert' && !domains.includes(normal(email).split('@')[1] ?? ''))
    return [{ detail: `Only addresses at ${domains.join(', ')} can be invited`, field }]
  const isDoubled = people.slice(0, at).some((earlier) => normal(earlier.email) === normal(email))
  return isDoubled ? [{ detail: 'The address stands twice', field }] : []
}

function teamFaults({ as }: Draft, { roles, levels }: Person, at: number, { core, ownerRole }: Needs): Fault[] {
  if (as !== 'team') return []
  if (roles.length === 0) return [{ detail: 'Choose a role', field: fieldOf(as, at, 'roles') }]
  if (!core || roles.includes(ownerRole) || Object.values(levels).some((held) => core.id in held)) return []
  return [{ detail: `Give a level on ${core.name} in at least one agreement`, field: fieldOf(as, at, 'levels') }]
}

function termFaults({ as, end, day, until, agreed }: Draft): Fault[] {
  if (as !== 'expert') return []
  const faults: Fault[] = []
  if (end === 'custom' && !day) faults.push({ detail: 'Choose the day on which access ends', field: 'until.day' })
  if (end === 'custom' && !until) faults.push({ detail: 'Choose the time at which access ends', field: 'until.time' })
  if (!agreed)
    faults.push({ detail: 'Experts are invited only with your consent: tick the box', field: 'consent.accepted' })
  return faults
}

/** Everything that is missing or cannot be, each at its field; the server looks again. */
export function faultsOf(draft: Draft, needs: Needs): Fault[] {
  const { as, people } = draft
  const over = people.length - most[as]
  return [
    ...(over > 0
      ? [{ detail: `At most ${most[as]} can be invited at once: remove ${over}, and invite them next` }]
      : []),
    ...people.flatMap((person, at) => [
      ...nameFaults(draft, person, at, needs),
      ...emailFaults(draft, person, at, needs),
      ...teamFaults(draft, person, at, needs),
    ]),
    ...termFaults(draft),
  ]
}

export const nameOf = ({ as }: Draft, { name, firstName, lastName }: Person, { twoNames }: Pick<Needs, 'twoNames'>) =>
  as === 'team' && twoNames ? `${firstName.trim()} ${lastName.trim()}` : name.trim()

export const membersOf = ({ people }: Draft, { twoNames, core }: Needs) =>
  people.map(({ name, firstName, lastName, email, roles, levels }) => ({
    ...(twoNames ? { firstName: firstName.trim(), lastName: lastName.trim() } : { name: name.trim() }),
    email: email.trim(),
    roles: [...roles],
    ...(core && Object.keys(levels).length > 0 && { levels: levels as Record<string, Record<string, string>> }),
  }))

export const expertsOf = ({ people, write, end, until, agreed }: Draft, wordingVersion: string) => ({
  experts: people.map(({ name, email }) => ({ name: name.trim(), email: email.trim() })),
  access: write ? ('limited-write' as const) : ('read-only' as const),
  until: end === 'never' ? null : until,
  consent: { accepted: agreed, wordingVersion },
})
