/** For one condition, the stretches of the table that hold everybody who can meet it. Pure. */
import { type MemberStatus, memberStatuses } from '../../access/model.ts'
import type { Instant } from '../../clock.ts'
import { firstIdAt } from '../../ids.ts'
import { prefix, startingWith } from '../../keys.ts'
import { plus } from '../../time.ts'
import { roleSpan, wordSpan } from './entries.ts'
import type { Range } from './lanes.ts'
import type { Operator } from './model.ts'
import type { Condition, Property } from './properties.ts'

/** From the ranges that hold few members, as a rule, to those that hold all. */
export const kinds = ['search', 'email', 'name', 'role', 'status', 'experts', 'time', 'active', 'all'] as const

export interface Candidate {
  kind: (typeof kinds)[number]
  ranges: readonly Range[]
}

export const all: Candidate = { kind: 'all', ranges: [] }

export const ofCondition = (condition: Condition, now: Instant): Candidate =>
  condition.operator === 'search'
    ? { kind: 'search', ranges: [{ lane: 'found', between: wordSpan(condition.value) }] }
    : ofProperty[condition.property](condition.operator, condition.value, now)

type Find = (operator: Operator, value: string, now: Instant) => Candidate

const ofText =
  (kind: 'email' | 'name'): Find =>
  (operator, value) =>
    value !== '' && (operator === 'eq' || operator === 'sw')
      ? { kind, ranges: [{ lane: 'found', between: wordSpan(value) }] }
      : all

const [lowest, highest] = startingWith('')
const experts: Candidate = { kind: 'experts', ranges: [{ lane: 'experts', between: [lowest, highest] }] }

const ofProperty: Record<Property, Find> = {
  name: ofText('name'),
  login: ofText('email'),
  email: ofText('email'),
  role: (operator, value) =>
    operator === 'eq' ? { kind: 'role', ranges: [{ lane: 'found', between: roleSpan(value), order: 'name' }] } : all,
  status: (operator, value, now) => {
    const statuses = memberStatuses.filter((status) => (status === value) === (operator === 'eq'))
    const ranges = statuses.flatMap((status) => ofStatus(status, now))
    return { kind: statuses.includes('active') ? 'active' : 'status', ranges }
  },
  kind: (operator, value) => ((value === 'expert') === (operator === 'eq') ? experts : all),
  until: (operator) => (operator === 'ne' ? all : experts),
  created: (operator, value) => {
    const [from, to] = spanOf(operator, value)
    const [low, high] = startingWith(prefix.member)
    return ofTime('created', operator, [from ? idAt(from) : low, to ? idAt(plus(to, 1)) : high])
  },
  // Whoever was never seen comes before every digit.
  lastSeen: (operator, value) => {
    const [from = '0', to = ''] = spanOf(operator, value)
    return ofTime('lastSeen', operator, [from, startingWith(to)[1]])
  },
}

/** With those whose window is over though nobody has tidied up. */
export const ofStatus = (status: MemberStatus, now: Instant): Range[] => [
  { lane: 'status', between: startingWith(`${status}#`), order: 'name', status },
  ...(status === 'expired' ? [{ lane: 'ends', between: [lowest, startingWith(`${now}#`)[1]], status } as const] : []),
]

const ofTime = (lane: 'created' | 'lastSeen', operator: Operator, between: Range['between']): Candidate =>
  operator === 'ne' ? all : { kind: 'time', ranges: [{ lane, between, order: lane }] }

const spanOf = (operator: Operator, value: Instant): [Instant | undefined, Instant | undefined] => [
  operator === 'eq' || operator === 'gt' || operator === 'ge' ? value : undefined,
  operator === 'eq' || operator === 'lt' || operator === 'le' ? value : undefined,
]

/** Ids begin with the moment at which they were made; none is older than 1970. */
const idAt = (at: Instant): string => `${prefix.member}${at < '1970' ? '' : firstIdAt(at)}`
