import { has } from '../access/bits.ts'
import type { Policy } from '../access/compile.ts'
import { decideInAccount } from '../access/decide-in-account.ts'
import { isWatched, recordDecision } from '../access/evaluate.ts'
import type { AccessRecord, Decision, Delegated, DenyReason, Layer } from '../access/model.ts'
import { type GuardedAction, lookingActions } from '../catalogs/guards.ts'
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
  const asked = decideGuard(asking, guard, now)
  if (!asked) throw new Refusal('not_permitted', 'The catalog of this account closes this to people')
  const { permission, decision } = asked
  const { account, policy, access } = asking
  const request = { resource: { type: 'gatepass', id: guard } }
  if (isWatched(access)) await recordDecision({ account, access, policy, permission, request, decision, at: now })
  if (!decision.permit) throw new Refusal('not_permitted', `It takes the permission ${permission}: ${decision.reason}`)
}

interface Guarded {
  permission: string
  decision: Decision
}

/** One decision for both sides of a delegation. Undefined where the catalog closes the action. */
function decideGuard(asking: Asking, guard: GuardedAction, now: Instant): Guarded | undefined {
  const { delegation, ...own } = asking.access
  const agent = decideSide({ ...asking, access: own }, delegation, guard, now)
  if (!agent?.decision.permit || !delegation) return agent
  const deny = (layer: Layer, reason: DenyReason, by?: string): Guarded => ({
    permission: agent.permission,
    decision: { permit: false, layer, reason, ...(by !== undefined && { by }) },
  })
  if (now >= delegation.until) return deny('window', 'window_over')
  const member = decideSide({ ...asking, access: delegation.subject }, delegation, guard, now)
  if (!member) return deny('delegation', 'beyond_subject')
  if (member.decision.permit) return agent
  const { reason } = member.decision
  return {
    ...deny('delegation', reason === 'read_only' ? reason : 'beyond_subject', reason),
    permission: member.permission,
  }
}

/** Of the permissions that open it the first that is held, or else the first. */
function decideSide(side: Asking, delegation: Delegated | undefined, guard: GuardedAction, now: Instant) {
  const decided = opening(side, guard).map(
    (permission): Guarded => ({ permission, decision: decideOn(side, delegation, { permission, guard }, now) }),
  )
  return decided.find(({ decision }) => decision.permit) ?? decided[0]
}

/** What changes something is closed to who may only look, whoever they act for, and whatever stands before it. */
function decideOn(
  { policy, access }: Asking,
  delegation: Delegated | undefined,
  { permission, guard }: { permission: string; guard: GuardedAction },
  now: Instant,
): Decision {
  const decision = decideInAccount(policy, access, permission, now)
  const at = policy.index.get(permission)
  const changes = !lookingActions.has(guard) || (at !== undefined && has(policy.changes, at))
  return decision.permit && delegation?.access === 'read-only' && changes
    ? { permit: false, layer: 'delegation', reason: 'read_only' }
    : decision
}
