/** The orders in which an account's members lie in the table, and where a member lies in each. Pure. */
import type { MemberStatus } from '../../access/model.ts'
import type { Instant } from '../../clock.ts'
import {
  findKey,
  grantsByStatusEntry,
  type IndexName,
  inKeyOrder,
  listedEntry,
  memberKey,
  seenEntry,
} from '../../keys.ts'
import { findKeys, memberEntries } from './entries.ts'
import type { Facts } from './properties.ts'

export interface Lane {
  index?: IndexName
  partition: (account: string) => string
  /** The sort keys a member has in it: several, where several entries lead to them. */
  keysOf: (facts: Facts) => readonly (string | undefined)[]
  /** Its items only lead to members; each key ends with the member's id. */
  leads?: true
}

const membersOf = (account: string) => listedEntry(account, '', '', '').membersOf
const expertsOf = (account: string) => grantsByStatusEntry(account, '', '').expertsOf

export const lanes = {
  name: { index: 'membersByName', partition: membersOf, keysOf: ({ member }) => [memberEntries(member).byName] },
  status: { index: 'membersByStatus', partition: membersOf, keysOf: ({ member }) => [memberEntries(member).byStatus] },
  experts: {
    index: 'grantsByStatus',
    partition: expertsOf,
    keysOf: ({ member }) => [memberEntries(member).statusAndId],
  },
  ends: { index: 'grantsByEnd', partition: expertsOf, keysOf: ({ member }) => [memberEntries(member).dueAt] },
  created: {
    partition: (account) => memberKey(account, '').pk,
    keysOf: ({ member }) => [memberKey(member.account, member.id).sk],
  },
  found: {
    partition: (account) => findKey(account, '', '', '').pk,
    keysOf: ({ member }) => findKeys(member).map(({ sk }) => sk),
    leads: true,
  },
  lastSeen: {
    index: 'membersBySeen',
    partition: (account) => seenEntry(account, undefined, '').seenIn,
    keysOf: ({ member, lastSeen }) => [seenEntry(member.account, lastSeen, member.id).seenAt],
    leads: true,
  },
} satisfies Record<string, Lane>

/** A stretch of one lane, from key to key. */
export interface Range {
  lane: keyof typeof lanes
  between: readonly [string, string]
  /** In which order it holds its members, where that is one that can be asked for. */
  order?: 'name' | 'created' | 'lastSeen'
  /** Only members who have this status now, whatever is stored. */
  status?: MemberStatus
}

const lies = (key: string, [low, high]: Range['between']): boolean =>
  inKeyOrder(low, key) <= 0 && inKeyOrder(key, high) <= 0

/** What is left of a span behind a key. Both ends are part of it, so that key comes once more. */
export function behind([low, high]: Range['between'], key: string | undefined, down: boolean): Range['between'] {
  if (key === undefined) return [low, high]
  if (down) return [low, inKeyOrder(key, high) < 0 ? key : high]
  return [inKeyOrder(key, low) > 0 ? key : low, high]
}

/** The keys under which a member is come across in a range. */
export function keysIn({ lane, between, status }: Range, facts: Facts): string[] {
  if (status !== undefined && facts.status !== status) return []
  const { keysOf }: Lane = lanes[lane]
  return keysOf(facts).filter((key) => key !== undefined && lies(key, between)) as string[]
}

const idLength = 36

/** To whom a key of a lane that leads to members leads. */
export const memberAt = (key: string): string => key.slice(-idLength)

/** When the member was last seen, as far as the key says it. */
export function momentAt(lane: Range['lane'], key: string): Instant | undefined {
  const at = key.slice(0, -idLength - 1)
  return lane === 'lastSeen' && at !== '-' ? at : undefined
}

/** By what members are sorted who were gathered from elsewhere. */
export function sortKey(by: 'name' | 'created' | 'lastSeen' | 'status', facts: Facts): string {
  const [key = ''] = lanes[by].keysOf(facts)
  // The status now, where the lane knows the one that is stored.
  return by === 'status' ? `${facts.status}#${key.slice(key.indexOf('#') + 1)}` : key
}
