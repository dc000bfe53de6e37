import { decideInAccount } from '../access/decide-in-account.ts'
import type { Account } from '../accounts/model.ts'
import { catalogFor, policyFor } from '../accounts/policy.ts'
import type { Instant } from '../clock.ts'
import { memberKey } from '../keys.ts'
import { accessRecord } from '../members/access-record.ts'
import type { Member } from '../members/model.ts'
import { activeOwners } from '../members/store.ts'
import { readMany } from '../table.ts'

/** Whether this member gets digests now: decided as any other of Gatepass's own actions, for the team alone. */
export async function getsDigests(account: Account, member: Member, now: Instant): Promise<boolean> {
  const permission = (await catalogFor(account)).guards['digest.receive']
  if (permission === undefined || member.kind !== 'team') return false
  return decideInAccount(await policyFor(account), accessRecord(member), permission, now).permit
}

/** Ids of everybody who may get digests, in order. */
export async function candidates(account: Account): Promise<string[]> {
  const catalog = await catalogFor(account)
  const permission = catalog.guards['digest.receive']
  const policy = await policyFor(account)
  const at = permission === undefined ? undefined : policy.index.get(permission)
  if (at === undefined) return []
  return activeOwners(account.id)
}

/** Those of up to 100 members who get digests now. */
export async function recipientsAmong(account: Account, ids: readonly string[], now: Instant): Promise<string[]> {
  const members = ids.length > 0 ? await readMany<Member>(ids.map((id) => memberKey(account.id, id))) : []
  const found: string[] = []
  for (const member of members) if (member && (await getsDigests(account, member, now))) found.push(member.id)
  return found
}
