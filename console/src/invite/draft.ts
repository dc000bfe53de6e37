/** An invitation while it is written: what it holds, and the request it becomes. Pure. */
import type { Needs } from './missing.ts'

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
