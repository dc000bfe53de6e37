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

interface Wanted {
  /** As what it is recorded. */
  action: string
  /** Open also to who may change nothing. */
  looks: boolean
  /** Any of these opens it, to this side of a delegation or to who acts alone. None: the catalog closes it. */
  permissionsOf: (side: Asking) => readonly string[]
}

/** The permissions that open an action to this kind of person. */
const opening = ({ catalog, access }: Asking, guard: GuardedAction): readonly string[] =>
  access.kind === 'partner' ? (catalog.partners?.guards[guard] ?? []) : [catalog.guards[guard] ?? []].flat()

/**
 * Decides on one of Gatepass's own actions with the account's own catalog, as on any other permission. Whoever acts on
 * behalf of a member needs what an agent needs and what the member needs.
 * @throws Refusal not_permitted; unavailable where an outsider's decision could not be recorded.
 */
export const requireGuard = (asking: Asking, guard: GuardedAction, now: Instant): Promise<void> =>
  requireOf(asking, wantedOf(guard), now)

const wantedOf = (guard: GuardedAction): Wanted => ({
  action: guard,
  looks: lookingActions.has(guard),
  permissionsOf: (side) => opening(side, guard),
})

/** What `requireGuard` would say, where nobody asks for anything: nothing is recorded. */
export const mayTake = (asking: Asking, guard: GuardedAction, now: Instant): boolean =>
  decideBoth(asking, wantedOf(guard), now)?.decision.permit === true

/**
 * Decides on one permission as `requireGuard` does, where a row's guard is only the door to several changes. A change for
 * which the catalog names none is closed to people. @throws Refusal as `requireGuard`.
 */
export const requirePermission = (
  asking: Asking,
  { action, permission }: { action: string; permission: string | undefined },
  now: Instant,
): Promise<void> => requireOf(asking, oneOf(action, permission), now)

const oneOf = (action: string, permission: string | undefined): Wanted => ({
  ...{ action, looks: false },
  permissionsOf: () => (permission === undefined ? [] : [permission]),
})

/** What `requirePermission` would say, where nobody asks for anything: nothing is recorded. */
export const mayHold = (asking: Asking, permission: string | undefined, now: Instant): boolean =>
  decideBoth(asking, oneOf('', permission), now)?.decision.permit === true

/**
 * The same for what only partners are asked for: a member acted for needs no permission of partners.
 * @throws Refusal as `requireGuard`.
 */
export function requirePart(
  asking: Asking,
  guard: GuardedAction,
  permission: string | undefined,
  now: Instant,
): Promise<void> {
  const permissionsOf = (side: Asking) =>
    side.access.kind === 'partner' ? [permission ?? []].flat() : opening(side, guard)
  return requireOf(asking, { action: guard, looks: false, permissionsOf }, now)
}

async function requireOf(asking: Asking, wanted: Wanted, now: Instant): Promise<void> {
  const decided = decideBoth(asking, wanted, now)
  if (!decided) throw new Refusal('not_permitted', 'The catalog of this account closes this to people')
  const { permission, decision } = decided
  const { account, policy, access } = asking
  const request = { resource: { type: 'gatepass', id: wanted.action } }
  if (isWatched(access)) await recordDecision({ account, access, policy, permission, request, decision, at: now })
  if (!decision.permit) throw new Refusal('not_permitted', `It takes the permission ${permission}: ${decision.reason}`)
}

interface Decided {
  permission: string
  decision: Decision
}

/** One decision for both sides of a delegation. Undefined where the catalog closes the action. */
function decideBoth(asking: Asking, wanted: Wanted, now: Instant): Decided | undefined {
  const { delegation, ...own } = asking.access
  const agent = decideSide({ ...asking, access: own }, delegation, wanted, now)
  if (!agent?.decision.permit || !delegation) return agent
  const deny = (layer: Layer, reason: DenyReason, by?: string): Decided => ({
    permission: agent.permission,
    decision: { permit: false, layer, reason, ...(by !== undefined && { by }) },
  })
  if (now >= delegation.until) return deny('window', 'window_over')
  const member = decideSide({ ...asking, access: delegation.subject }, delegation, wanted, now)
  if (!member) return deny('delegation', 'beyond_subject')
  if (member.decision.permit) return agent
  const { reason } = member.decision
  return {
    ...deny('delegation', reason === 'read_only' ? reason : 'beyond_subject', reason),
    permission: member.permission,
  }
}

/** Of the permissions that open it the first that is held, or else the first. */
function decideSide(side: Asking, delegation: Delegated | undefined, wanted: Wanted, now: Instant) {
  const decided = wanted
    .permissionsOf(side)
    .map(
      (permission): Decided => ({ permission, decision: decideOn(side, delegation, { ...wanted, permission }, now) }),
    )
  return decided.find(({ decision }) => decision.permit) ?? decided[0]
}

/** What changes something is closed to who may only look, whoever they act for, and whatever stands before it. */
function decideOn(
  { policy, access }: Asking,
  delegation: Delegated | undefined,
  { permission, looks }: Pick<Wanted, 'looks'> & { permission: string },
  now: Instant,
): Decision {
  const decision = decideInAccount(policy, access, permission, now)
  const at = policy.index.get(permission)
  const changes = !looks || (at !== undefined && has(policy.changes, at))
  return decision.permit && delegation?.access === 'read-only' && changes
    ? { permit: false, layer: 'delegation', reason: 'read_only' }
    : decision
}
