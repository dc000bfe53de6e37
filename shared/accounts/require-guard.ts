import { has } from '../access/bits.ts'
import type { Policy } from '../access/compile.ts'
import { decideInAccount } from '../access/decide-in-account.ts'
import { isWatched, recordDecision } from '../access/evaluate.ts'
import type { AccessRecord, Decision } from '../access/model.ts'
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

/** The permissions that open an action to this kind of person, any of them. */
const opening = ({ catalog, access }: Asking, guard: GuardedAction): readonly string[] =>
  access.kind === 'partner' ? (catalog.partners?.guards[guard] ?? []) : [catalog.guards[guard] ?? []].flat()

/**
 * Decides on one of Gatepass's own actions with the account's own catalog, as on any other permission. Whoever acts on
 * behalf of a member needs what an agent needs and what the member needs.
 * @throws Refusal not_permitted; unavailable where an outsider's decision could not be recorded.
 */
export async function requireGuard(asking: Asking, guard: GuardedAction, now: Instant): Promise<void> {
  const { delegation, ...own } = asking.access
  await requireOpen({ ...asking, access: own }, asking, guard, now)
  if (!delegation) return
  if (now >= delegation.until) throw new Refusal('not_permitted', 'The time to act on behalf of this member is over')
  await requireOpen({ ...asking, access: delegation.subject }, asking, guard, now)
}

/**
 * Decides on a part of one of Gatepass's own actions that takes a permission of its own, for who acts themselves.
 * @throws Refusal as `requireGuard`.
 */
export async function requirePart(
  asking: Asking,
  guard: GuardedAction,
  permission: string | undefined,
  now: Instant,
): Promise<void> {
  const { delegation: _, ...own } = asking.access
  await requireOpen({ ...asking, access: own }, asking, guard, now, permission === undefined ? [] : [permission])
}

async function requireOpen(
  side: Asking,
  { access }: Asking,
  guard: GuardedAction,
  now: Instant,
  permissions = opening(side, guard),
): Promise<void> {
  const [first] = permissions
  if (first === undefined) throw new Refusal('not_permitted', 'The catalog of this account closes this to people')
  const decided = permissions.map((one) => [one, decideOn({ ...side }, access, one, now)] as const)
  const [permission, decision] = decided.find(([, { permit }]) => permit) ?? [first, decided[0]?.[1]]
  if (!decision) throw new Error('one decision for each permission')
  if (isWatched(access)) {
    const request = { resource: { type: 'gatepass', id: guard } }
    const { account, policy } = side
    await recordDecision({ account, access, policy, permission, request, decision, at: now })
  }
  if (!decision.permit) throw new Refusal('not_permitted', `It takes the permission ${permission}: ${decision.reason}`)
}

/** What changes something is closed to who may only look, whoever they act for. */
function decideOn(side: Asking, { delegation }: AccessRecord, permission: string, now: Instant): Decision {
  const decision = decideInAccount(side.policy, side.access, permission, now)
  const at = side.policy.index.get(permission)
  const changes = at !== undefined && has(side.policy.changes, at)
  return decision.permit && delegation?.access === 'read-only' && changes
    ? { permit: false, layer: 'delegation', reason: 'read_only' }
    : decision
}
