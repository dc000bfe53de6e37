import type { AccessRecord } from '../access/model.ts'
import { Refusal } from '../errors.ts'
import { accessKey, accountKey, memberKey } from '../keys.ts'
import type { Member } from '../members/model.ts'
import { type Item, read, readMany } from '../table.ts'
import type { Account } from './model.ts'

export const accountItem = (account: Account): Item<Account> => ({ ...accountKey(account.id), data: account })

const unknown = () => new Refusal('account_unknown', 'There is no such account, or you are not a member of it')

export async function loadAccount(id: string): Promise<Account> {
  const account = await read<Account>(accountKey(id))
  if (!account) throw unknown()
  return account
}

/** Who a decision is about: a person by the issuer's `sub`, or a member by id. */
export type Subject = { type: 'user' | 'member'; id: string }

/** The account and what is known of some principals in it: one strongly consistent round trip, up to 99 at once. */
export async function loadAccess(
  account: string,
  ...subjects: readonly Subject[]
): Promise<[Account, ...(AccessRecord | Member | undefined)[]]> {
  const keys = subjects.map(({ type, id }) => (type === 'user' ? accessKey(account, id) : memberKey(account, id)))
  const [found, ...known] = await readMany<Account | AccessRecord | Member>([accountKey(account), ...keys.slice(0, 99)])
  if (!found) throw unknown()
  const more = keys.length > 99 ? await readMany<AccessRecord | Member>(keys.slice(99)) : []
  return [found as Account, ...([...known, ...more] as (AccessRecord | Member | undefined)[])]
}
