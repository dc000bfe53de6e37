import type { AccessRecord } from '../access/model.ts'
import { Refusal } from '../errors.ts'
import { accessKey, accountKey, accountsOfOrganizationEntry, endsDueEntry, memberKey } from '../keys.ts'
import { awaited } from '../lifecycle/rules.ts'
import { cut, folded } from '../members/find/folded.ts'
import type { Member } from '../members/model.ts'
import type { Person } from '../partners/principal.ts'
import { type Item, read, readMany } from '../table.ts'
import type { Account } from './model.ts'

/** An account with the index entries its state calls for. */
export function accountItem(account: Account): Item<Account> {
  const next = awaited(account.lifecycle)
  return {
    ...accountKey(account.id),
    ...(account.organization !== undefined &&
      accountsOfOrganizationEntry(account.organization, cut(folded(account.name)), account.id)),
    ...(next && endsDueEntry(account.id, next.at)),
    data: account,
  }
}

const unknown = () => new Refusal('account_unknown', 'There is no such account, or you are not a member of it')

export async function loadAccount(id: string): Promise<Account> {
  const account = await read<Account>(accountKey(id))
  if (!account) throw unknown()
  return account
}

/** The account and what is known of some principals in it: one strongly consistent round trip, up to 99 at once. */
export async function loadAccess(
  account: string,
  ...subjects: readonly Pick<Person, 'type' | 'id'>[]
): Promise<[Account, ...(AccessRecord | Member | undefined)[]]> {
  const keys = subjects.map(({ type, id }) => (type === 'user' ? accessKey(account, id) : memberKey(account, id)))
  const [found, ...known] = await readMany<Account | AccessRecord | Member>([accountKey(account), ...keys.slice(0, 99)])
  if (!found) throw unknown()
  const more = keys.length > 99 ? await readMany<AccessRecord | Member>(keys.slice(99)) : []
  return [found as Account, ...([...known, ...more] as (AccessRecord | Member | undefined)[])]
}
