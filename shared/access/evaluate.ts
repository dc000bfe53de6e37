import { policyFor } from '../accounts/policy.ts'
import { loadAccess } from '../accounts/store.ts'
import type { Activity } from '../activity/model.ts'
import { record } from '../activity/store.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { type Person, principalIn } from '../partners/principal.ts'
import { noteAgentSeen } from '../partners/store.ts'
import { answerOf, askedOf, type Evaluation, type EvaluationAnswer, permissionOf } from './authzen.ts'
import { has } from './bits.ts'
import type { Policy } from './compile.ts'
import { decide, grantedBy } from './decide.ts'
import type { AccessRecord, Decision } from './model.ts'

/**
 * One read, one decision; for an expert one write before the answer.
 * @throws Refusal account_unknown; unavailable where the decision could not be recorded: then nobody is let in.
 */
export async function evaluate(account: string, request: Evaluation, now: () => Instant): Promise<EvaluationAnswer> {
  const person = personOf(request.subject)
  const { policy, principals } = await loadPrincipals(account, [person], now())
  return answer({ account, policy, access: principals.get(nameOf(person)), request, at: now() })
}

/** Who is asked about. A delegation under which somebody acts is a property of the subject: RFC 8693's actor is who is named. */
export function personOf({ type, id, properties }: Evaluation['subject']): Person {
  const delegation = properties?.delegation
  if (delegation === undefined) return { type, id }
  // What is no text names no delegation, and whoever names one that is not there is nobody.
  return { type, id, delegation: typeof delegation === 'string' ? delegation : '' }
}

/** Whatever these hold, no two subjects of a batch are taken for one. */
export const nameOf = ({ type, id, delegation }: Person) => JSON.stringify([type, id, delegation])

/**
 * What decisions about these subjects need, in one strongly consistent round trip; whoever is no member is then looked
 * for among the agents of the account's partners.
 */
export async function loadPrincipals(account: string, subjects: readonly Person[], now: Instant) {
  const unique = [...new Map(subjects.map((subject) => [nameOf(subject), subject])).values()]
  const [found, ...known] = await loadAccess(account, ...unique)
  const policy = await policyFor(found)
  const principals = new Map<string, AccessRecord>()
  const loaded = await Promise.all(unique.map((subject, at) => principalIn(found, known[at], subject, now)))
  for (const [at, subject] of unique.entries()) {
    const access = loaded[at]
    if (access) principals.set(nameOf(subject), access)
  }
  return { account: found, policy, principals }
}

interface Ready {
  account: string
  policy: Policy
  access: AccessRecord | undefined
  request: Evaluation
  at: Instant
}

/** Whoever is let in from outside is watched. */
export const isWatched = ({ kind }: AccessRecord): boolean => kind !== 'team'

/** Decides and, for who comes from outside, records before anything is answered. */
export async function answer({ account, policy, access, request, at }: Ready): Promise<EvaluationAnswer> {
  const permission = permissionOf(request)
  const asked = askedOf(policy, request)
  const decision = decide(policy, access, permission, at, asked)
  if (access && isWatched(access)) await recordDecision({ account, access, policy, permission, request, decision, at })
  // Whoever the platform asks about is there.
  if (access?.kind === 'partner' && decision.permit) await noteAgentSeen(request.subject.id, access, at)
  return answerOf(decision, access && decision.permit ? grantedBy(policy, access, permission, at, asked) : undefined)
}

interface Decided {
  account: string
  access: AccessRecord
  policy: Policy
  permission: string
  request: { resource: { type: string; id: string } }
  decision: Decision
  at: Instant
}

/** No unrecorded access. @throws Refusal unavailable. */
export async function recordDecision(decided: Decided): Promise<void> {
  try {
    await record(activityOf(decided))
  } catch (error) {
    console.error({ message: 'A decision could not be recorded and is not given', error })
    throw new Refusal('unavailable', 'The decision could not be recorded, so it is not given. Try again')
  }
}

/** Who acts, and on whose behalf. */
export const actingOf = ({ member, partner, delegation }: AccessRecord) => ({
  member,
  ...(partner !== undefined && { partner }),
  ...(delegation && { subject: delegation.subject.member, delegation: delegation.id }),
})

function activityOf({ account, access, policy, permission, request, decision, at }: Decided): Activity {
  const index = policy.index.get(permission)
  const { type, id } = request.resource
  return {
    id: newId(at),
    account,
    ...actingOf(access),
    kind: 'decision',
    at,
    recordedAt: at,
    action: permission,
    resource: { type, id },
    outcome: decision.permit ? 'permitted' : 'denied',
    ...(!decision.permit && { reason: decision.reason }),
    ...(index !== undefined && has(policy.personalData, index) && { personalData: true }),
  }
}
