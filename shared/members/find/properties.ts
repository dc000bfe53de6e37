/** What members can be asked for. Pure. */
import { type MemberStatus, memberStatuses } from '../../access/model.ts'
import { Moment } from '../../accounts/model.ts'
import type { Instant } from '../../clock.ts'
import type { Member } from '../model.ts'
import { folded } from './folded.ts'
import type { Operator } from './model.ts'

/** A member as seen now. */
export interface Facts {
  member: Member
  status: MemberStatus
  /** Absent where never, and where nobody asks. */
  lastSeen?: Instant | undefined
}

export type Property = keyof typeof properties
/** A condition whose value is of the property's kind, and compares as text. */
export type Condition =
  | { operator: Operator; property: Property; value: string }
  /** Something that a search finds a member by begins so. */
  | { operator: 'search'; value: string }

export interface Described {
  operators: readonly Operator[]
  /** The value as it is compared; undefined where it is none. */
  read: (value: string) => string | undefined
  expects: string
  of: (facts: Facts) => readonly (string | null | undefined)[]
}

const text = (of: (member: Member) => string | null | undefined): Described => ({
  operators: ['eq', 'ne', 'co', 'sw', 'ew', 'pr'],
  read: folded,
  expects: 'a text',
  of: ({ member }) => {
    const value = of(member)
    return typeof value === 'string' ? [folded(value)] : []
  },
})

const choice = (choices: readonly string[], of: Described['of']): Described => ({
  operators: ['eq', 'ne'],
  read: (value) => choices.find((one) => one === value.toLowerCase()),
  expects: `one of ${choices.join(', ')}`,
  of,
})

const instant = (of: (facts: Facts) => Instant | null | undefined): Described => ({
  operators: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'pr'],
  read: (value) => Moment.safeParse(value).data,
  expects: 'an instant with its offset, such as 2026-11-21T10:00:00Z',
  of: (facts) => [of(facts)],
})

export const properties = {
  name: text(({ name }) => name),
  login: text((member) => (member.kind === 'team' ? member.login : undefined)),
  email: text(({ email }) => email),
  status: choice(memberStatuses, ({ status }) => [status]),
  kind: choice(['team', 'expert'], ({ member }) => [member.kind]),
  role: { ...text(() => null), read: (value: string) => value.toLowerCase(), of: ({ member }: Facts) => member.roles },
  created: instant(({ member }) => member.createdAt),
  lastSeen: instant(({ lastSeen }) => lastSeen),
  until: instant(({ member }) => (member.kind === 'expert' ? member.grant.until : null)),
} satisfies Record<string, Described>
