import type { Account } from '../accounts/model.ts'
import type { Member } from '../members/model.ts'
import { activeOwners, loadMember } from '../members/store.ts'
import type { Mail } from './render.ts'
import type { Written } from './write-mail.ts'

/** The owner the account was created for; another one where that one has gone. */
export async function ownerToTell({ id, owner }: Account): Promise<(Member & { email: string }) | undefined> {
  const ids = await activeOwners(id)
  const found = await loadMember(id, ids.includes(owner) ? owner : (ids[0] ?? owner))
  return found?.email ? { ...found, email: found.email } : undefined
}

export async function toOwner(account: Account, mail: Mail): Promise<Written | undefined> {
  const owner = await ownerToTell(account)
  return owner && { to: owner.email, mail }
}
