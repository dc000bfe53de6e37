import type { Account } from '../accounts/model.ts'
import { activeOwners, loadMember } from '../members/store.ts'
import type { Mail } from './render.ts'
import type { Written } from './write-mail.ts'

/** The owner the account was created for; another one where that one has gone. */
export async function toOwner(account: Account, mail: Mail): Promise<Written | undefined> {
  const ids = await activeOwners(account.id)
  const owner = await loadMember(account.id, ids.includes(account.owner) ? account.owner : (ids[0] ?? account.owner))
  return owner?.email ? { to: owner.email, mail } : undefined
}
