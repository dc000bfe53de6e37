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

/** The account and what is known of one principal in it: one strongly consistent round trip. */
export async function loadAccess(
  account: string,
  subject: Subject,
): Promise<[Account, AccessRecord | Member | undefined]> {
  const key = subject.type === 'user' ? accessKey(account, subject.id) : memberKey(account, subject.id)
  const [found, access] = await readMany<Account | AccessRecord | Member>([accountKey(account), key])
  if (!found) throw unknown()
  return [found as Account, access as AccessRecord | Member | undefined]
}
