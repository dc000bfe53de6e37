import type { MemberStatus } from '../../access/model.ts'
import {
  endsDueEntry,
  findKey,
  grantsByStatusEntry,
  type IndexName,
  type indexes,
  invitationsToEmailEntry,
  type Key,
  listedEntry,
  membersOfPersonEntry,
  seenEntry,
  startingWith,
} from '../../keys.ts'
import type { Member } from '../model.ts'
import { cut, folded } from './folded.ts'

/** A search begins at a word of the name: any of the first three, or the last. */
const startsOf = (name: string): string[] => {
  const words = name.split(' ')
  const from = words.length > 4 ? [0, 1, 2, words.length - 1] : words.keys()
  return [...from].map((at) => words.slice(at).join(' '))
}

/** Whoever is erased is found by nothing any more. */
export const isListed = ({ erasedAt }: Member): boolean => erasedAt === undefined

export const sortName = ({ name }: Member): string => cut(folded(name ?? ''))

/** Folded texts that a search is compared with: it finds those that begin like it. */
export function soughtTexts(member: Member): string[] {
  const { name, email } = member
  const login = member.kind === 'team' ? member.login : undefined
  return [...startsOf(folded(name ?? '')), folded(login ?? ''), folded(email ?? '')].filter(Boolean)
}

/** Whatever a search that begins so may find. */
export const wordSpan = (folded: string) => startingWith(`word#${cut(folded)}`)
/** Holders of one role, by name. */
export const roleSpan = (role: string) => startingWith(`role#${role}#`)

const running = (status: MemberStatus) => status === 'invited' || status === 'active'

/** The index entries that a member's state calls for, on the member's own item. */
export function memberEntries(member: Member): Partial<Record<Attribute, string>> {
  const { account, id, status, email, subject } = member
  return {
    ...(subject && membersOfPersonEntry(subject)),
    ...(isListed(member) && listedEntry(account, status, sortName(member), id)),
    ...(isListed(member) && !subject && seenEntry(account, undefined, id)),
    ...(status === 'invited' && email && invitationsToEmailEntry(email)),
    ...(member.kind === 'expert' && grantsByStatusEntry(account, status, id)),
    ...(member.kind === 'expert' && running(status) && member.grant.until && endsDueEntry(id, member.grant.until)),
  }
}

type Attribute = (typeof indexes)[IndexName]['pk' | 'sk']

/** Every entry that leads to a member: each is an item of its own, written with the member. */
export function findKeys(member: Member): Key[] {
  if (!isListed(member)) return []
  const { account, id, roles } = member
  const words = new Set(soughtTexts(member).map(cut))
  return [
    ...[...words].map((word) => findKey(account, 'word', word, id)),
    ...[...new Set(roles)].map((role) => findKey(account, 'role', `${role}#${sortName(member)}`, id)),
  ]
}
