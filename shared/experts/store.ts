import { type MemberStatus, memberStatuses } from '../access/model.ts'
import { Refusal } from '../errors.ts'
import { isId } from '../ids.ts'
import { grantsByStatusEntry, type Key } from '../keys.ts'
import type { Expert } from '../members/model.ts'
import { loadMember } from '../members/store.ts'
import { type Page, query } from '../table.ts'

/** @throws Refusal expert_unknown, also for a team member's id. */
export async function loadExpert(account: string, id: string): Promise<Expert> {
  const member = isId(id) ? await loadMember(account, id) : undefined
  if (member?.kind !== 'expert') throw new Refusal('expert_unknown', 'There is no such expert in this account')
  return member
}

/** Experts of an account, of one stored status or of all. */
export function expertsOf(
  account: string,
  status: MemberStatus | undefined,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Expert>> {
  const { expertsOf: partition } = grantsByStatusEntry(account, memberStatuses[0], '')
  return query<Expert>(
    { index: 'grantsByStatus', partition, ...(status && { between: [`${status}#`, `${status}#~`] as const }) },
    { ...page, newestFirst: true },
  )
}
