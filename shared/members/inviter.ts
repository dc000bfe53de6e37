import { nameOfPartner } from '../partners/store.ts'
import type { Member } from './model.ts'
import { loadMember } from './store.ts'

/** By whose name somebody was invited: a member's, or the partner's. Undefined where the platform did, or who did is erased. */
export async function inviterOf({ account, invitedBy, invitedByPartner }: Member): Promise<string | undefined> {
  if (invitedByPartner !== undefined) return nameOfPartner(invitedByPartner)
  return invitedBy === undefined ? undefined : ((await loadMember(account, invitedBy))?.name ?? undefined)
}
