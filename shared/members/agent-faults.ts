import { requirePart } from '../accounts/require-guard.ts'
import type { GuardedAction } from '../catalogs/guards.ts'
import { type Fault, Refusal } from '../errors.ts'
import type { ChangeMember } from './change-member.ts'

type At = Pick<ChangeMember, 'account' | 'authority' | 'now'>

/** What of this the catalog closes to agents of partners, or the agent lacks the permission for, each at its field. */
export async function agentFaults(
  { account, authority: { catalog, policy, by }, now }: At,
  guard: GuardedAction,
  fields: readonly (readonly [field: string, permission: string | undefined])[],
): Promise<Fault[]> {
  if (by?.kind !== 'partner') return []
  const asking = { account: account.id, catalog, policy, access: by }
  const faults: Fault[] = []
  for (const [field, permission] of fields)
    await requirePart(asking, guard, permission, now).catch((error) => {
      if (!(error instanceof Refusal) || error.code !== 'not_permitted') throw error
      faults.push({ ...error.faults[0], field })
    })
  return faults
}
