import type { Policy } from '../access/compile.ts'
import { decideInAccount } from '../access/decide-in-account.ts'
import { recordDecision } from '../access/evaluate.ts'
import type { AccessRecord } from '../access/model.ts'
import type { GuardedAction } from '../catalogs/guards.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'

interface Asking {
  account: string
  catalog: Catalog
  policy: Policy
  access: AccessRecord
}

/**
 * Decides on one of Gatepass's own actions with the account's own catalog, as on any other permission.
 * @throws Refusal not_permitted; unavailable where an expert's decision could not be recorded.
 */
export async function requireGuard(
  { account, catalog, policy, access }: Asking,
  guard: GuardedAction,
  now: Instant,
): Promise<void> {
  const permission = catalog.guards[guard]
  if (permission === undefined) throw new Refusal('not_permitted', 'The catalog of this account closes this to people')
  const decision = decideInAccount(policy, access, permission, now)
  if (access.kind === 'expert') {
    const request = { resource: { type: 'gatepass', id: guard } }
    await recordDecision({ account, access, policy, permission, request, decision, at: now })
  }
  if (!decision.permit) throw new Refusal('not_permitted', `It takes the permission ${permission}: ${decision.reason}`)
}
