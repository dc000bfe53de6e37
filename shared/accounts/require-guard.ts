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

interface Decided {
  permission: string
  decision: Decision
}

/**
 * Decides on one of Gatepass's own actions with the account's own catalog, as on any other permission. Whoever acts on
 * behalf of a member needs what an agent needs and what the member needs.
 * @throws Refusal not_permitted; unavailable where an outsider's decision could not be recorded.
 */
export async function requireGuard(asking: Asking, guard: GuardedAction, now: Instant): Promise<void> {
  const { account, policy, access } = asking
  const { permission, decision } = decideOnBehalf(asking, guard, now)
  if (isWatched(access)) {
    const request = { resource: { type: 'gatepass', id: guard } }
    await recordDecision({ account, access, policy, permission, request, decision, at: now })
  }
  if (!decision.permit) throw new Refusal('not_permitted', `It takes the permission ${permission}: ${decision.reason}`)
}

function decideOnBehalf(asking: Asking, guard: GuardedAction, now: Instant): Decided {
  const { delegation, ...own } = asking.access
  const agents = decideOpening({ ...asking, access: own }, asking.access, guard, now)
  if (!delegation || !agents.decision.permit) return agents
  const { permission } = agents
  if (now >= delegation.until)
    return { permission, decision: { permit: false, layer: 'window', reason: 'window_over' } }
  const { decision } = decideOpening({ ...asking, access: delegation.subject }, asking.access, guard, now)
  if (decision.permit) return agents
  return { permission, decision: { permit: false, layer: 'delegation', reason: 'beyond_subject', by: decision.reason } }
}

/** By the first permission that opens, or else the first of all. */
function decideOpening(side: Asking, acting: AccessRecord, guard: GuardedAction, now: Instant): Decided {
  const all = opening(side, guard).map((permission) => ({
    permission,
    decision: decideOn(side, acting, permission, now),
  }))
  const best = all.find(({ decision }) => decision.permit) ?? all[0]
  if (!best) throw new Refusal('not_permitted', 'The catalog of this account closes this to people')
  return best
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
