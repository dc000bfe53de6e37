import type { Account } from '../accounts/model.ts'
import type { Member } from '../members/model.ts'
import { activeOwners, loadMember } from '../members/store.ts'
import type { Mail } from './render.ts'
import type { Written } from './write-mail.ts'

/** The owner the account was created for; another one where that one has gone. */
export async function ownerToTell({ id, owner }: Account): Promise<(Member & { email: string }) | undefined> {
  const ids = await activeOwners(id)
  const found = await loadMember(id, ids.includes(owner) ? owner : (ids[0] ?? owner))
  // Whoever declined or left is no owner any more.
  const isOne = found?.status === 'active' || found?.status === 'invited'
  return isOne && found.email ? { ...found, email: found.email } : undefined
}

export async function toOwner(account: Account, mail: Mail): Promise<Written> {
  const owner = await ownerToTell(account)
  // Where no owner can be reached, the account can.
  return { to: owner?.email ?? account.reportEmail, mail }
}
