import type { Account } from '../accounts/model.ts'
import { memberKey } from '../keys.ts'
import type { Member } from '../members/model.ts'
import { activeOwners } from '../members/store.ts'
import { readMany } from '../table.ts'
import type { Mail } from './render.ts'
import type { Written } from './write-mail.ts'

const mostOwners = 20

/**
 * All owners but the one concerned, the one the account was made for first. Where nobody is an owner yet, whoever reads
 * the reports: the invited owner's address may be what was changed.
 */
export async function toOwners(account: Account, concerned: string, mail: Mail): Promise<Written> {
  const ids = await activeOwners(account.id)
  const others = ids.filter((id) => id !== concerned)
  const first = (id: string) => (id === account.owner ? 0 : 1)
  const told = (others.length > 0 ? others : ids).toSorted((one, other) => first(one) - first(other))
  const keys = told.slice(0, mostOwners).map((id) => memberKey(account.id, id))
  const owners = keys.length > 0 ? await readMany<Member>(keys) : []
  const addresses = owners.flatMap((owner) => owner?.email ?? [])
  return { to: addresses.length > 0 ? addresses : account.reportEmail, mail }
}
