import { findKey, type Key, memberKey, seenKey } from '../../keys.ts'
import { type Change, type Item, type Page, query, readMany } from '../../table.ts'
import type { Member } from '../model.ts'
import { seenItem } from '../seen/store.ts'
import { findKeys, isListed, roleSpan } from './entries.ts'

interface Found {
  member: string
}

/** Kept for whoever has come in; who has not yet is their own entry of the never seen. */
const isIn = (member: Member): boolean => isListed(member) && member.subject !== undefined

const findItem = (key: Key, member: Member): Item<Found> => ({ ...key, data: { member: member.id } })

/** What is written with a new member, so that it is found. */
export const findItems = (member: Member): Item[] => [
  ...findKeys(member).map((key) => findItem(key, member)),
  ...(isIn(member) ? [seenItem(member, undefined)] : []),
]

/** What a change of a member means for how it is found; guarded by the member's own condition in the same commit. */
export function findChanges(before: Member, after: Member): Change[] {
  const had = new Map(findKeys(before).map((key) => [key.sk, key]))
  const has = new Map(findKeys(after).map((key) => [key.sk, key]))
  return [
    ...[...had].flatMap(([sk, key]) => (has.has(sk) ? [] : [{ remove: key }])),
    ...[...has].flatMap(([sk, key]) => (had.has(sk) ? [] : [{ put: findItem(key, after) }])),
    ...(!isIn(before) && isIn(after) ? [{ put: seenItem(after, after.acceptedAt) }] : []),
    ...(isIn(before) && !isIn(after) ? [{ remove: seenKey(before.account, before.id) }] : []),
  ]
}

/** One page of the members who hold a role, by name. A page can hold fewer than `limit` and go on. */
export async function membersWithRole(
  account: string,
  role: string,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Member>> {
  const { pk } = findKey(account, 'role', '', '')
  const { items, next } = await query<Found>({ partition: pk, between: roleSpan(role) }, page)
  const members = await readMany<Member>(items.map(({ member }) => memberKey(account, member)))
  const holders = members.filter((member): member is Member => member?.roles.includes(role) ?? false)
  return { items: holders, ...(next && { next }) }
}
