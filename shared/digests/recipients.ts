import { has } from '../access/bits.ts'
import { decideInAccount } from '../access/decide-in-account.ts'
import type { Account } from '../accounts/model.ts'
import { catalogFor, policyFor } from '../accounts/policy.ts'
import type { Instant } from '../clock.ts'
import type { Key } from '../keys.ts'
import { accessRecord } from '../members/access-record.ts'
import { membersWithRole } from '../members/find/store.ts'
import type { Member } from '../members/model.ts'
import { activeOwners, loadMember } from '../members/store.ts'

/** Whether this member gets digests now: decided as any other of Gatepass's own actions, for the team alone. */
export async function getsDigests(account: Account, member: Member, now: Instant): Promise<boolean> {
  const permission = (await catalogFor(account)).guards['digest.receive']
  if (permission === undefined || member.kind !== 'team') return false
  return decideInAccount(await policyFor(account), accessRecord(member), permission, now).permit
}

/** Ids of the members who get digests now, in order. Who holds the permission by a level alone is not looked for. */
export async function recipientsOf(account: Account, now: Instant): Promise<string[]> {
  const found = new Set<string>()
  for await (const member of holders(account))
    if (!found.has(member.id) && (await getsDigests(account, member, now))) found.add(member.id)
  return [...found].sort()
}

const pageSize = 100

/** Whoever holds a role that gives the permission, and the owners, whatever gives it to them. */
async function* holders(account: Account): AsyncGenerator<Member> {
  for (const role of await rolesThatGiveIt(account)) {
    let after: Key | undefined
    do {
      const page = await membersWithRole(account.id, role, { limit: pageSize, after })
      yield* page.items
      after = page.next
    } while (after)
  }
  for (const owner of await activeOwners(account.id)) {
    const member = await loadMember(account.id, owner)
    if (member) yield member
  }
}

/** As the account's own switches leave them. What restrictions hide from a role is decided for each member. */
async function rolesThatGiveIt(account: Account): Promise<string[]> {
  const permission = (await catalogFor(account)).guards['digest.receive']
  const { index, roles } = await policyFor(account)
  const at = permission === undefined ? undefined : index.get(permission)
  return at === undefined ? [] : [...roles.values()].filter(({ sure }) => has(sure, at)).map(({ id }) => id)
}
