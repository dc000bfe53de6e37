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
 * the reports, at the address that no agent of a partner set as well; and who is to be the owner, unless it is about them:
 * their address may be what was changed.
 */
export async function toOwners(account: Account, concerned: string, mail: Mail): Promise<Written> {
  const ids = await activeOwners(account.id)
  const others = ids.filter((id) => id !== concerned)
  const first = (id: string) => (id === account.owner ? 0 : 1)
  const told = (others.length > 0 ? others : ids).toSorted((one, other) => first(one) - first(other))
  const addresses = await addressesOf(account, told.slice(0, mostOwners))
  return { to: addresses.length > 0 ? addresses : await withoutOwners(account, concerned), mail }
}

async function withoutOwners(account: Account, concerned: string): Promise<string[]> {
  const { reportEmail, ownReportEmail = reportEmail, owner } = account
  return [
    ...new Set([reportEmail, ownReportEmail, ...(await addressesOf(account, owner === concerned ? [] : [owner]))]),
  ]
}

async function addressesOf({ id }: Account, members: readonly string[]): Promise<string[]> {
  const found = members.length > 0 ? await readMany<Member>(members.map((member) => memberKey(id, member))) : []
  return found.flatMap((member) => member?.email ?? [])
}
