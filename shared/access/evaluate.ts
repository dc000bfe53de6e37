import { policyFor } from '../accounts/policy.ts'
import { loadAccess, type Subject } from '../accounts/store.ts'
import type { Activity } from '../activity/model.ts'
import { record } from '../activity/store.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { accessRecord } from '../members/access-record.ts'
import type { Member } from '../members/model.ts'
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
  const { policy, principals } = await loadPrincipals(account, [request.subject])
  return answer({ account, policy, access: principals.get(nameOf(request.subject)), request, at: now() })
}

const nameOf = ({ type, id }: Subject) => `${type}/${id}`

/** What decisions about these subjects need, in one strongly consistent round trip. */
export async function loadPrincipals(account: string, subjects: readonly Subject[]) {
  const unique = [...new Map(subjects.map((subject) => [nameOf(subject), subject])).values()]
  const [found, ...known] = await loadAccess(account, ...unique)
  const policy = await policyFor(found)
  const principals = new Map<string, AccessRecord>()
  for (const [at, subject] of unique.entries()) {
    const access = accessOf(known[at])
    if (access) principals.set(nameOf(subject), access)
  }
  return { account: found, policy, principals }
}

/** What is kept under a person's `sub` is the record itself; a member asked for by id carries it in itself. */
const accessOf = (known: AccessRecord | Member | undefined): AccessRecord | undefined =>
  known && ('account' in known ? accessRecord(known) : known)

interface Ready {
  account: string
  policy: Policy
  access: AccessRecord | undefined
  request: Evaluation
  at: Instant
}

/** Decides and, for an expert, records before anything is answered. */
export async function answer({ account, policy, access, request, at }: Ready): Promise<EvaluationAnswer> {
  const permission = permissionOf(request)
  const asked = askedOf(policy, request)
  const decision = decide(policy, access, permission, at, asked)
  if (access?.kind === 'expert') await recordDecision({ account, access, policy, permission, request, decision, at })
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

function activityOf({ account, access, policy, permission, request, decision, at }: Decided): Activity {
  const index = policy.index.get(permission)
  const { type, id } = request.resource
  return {
    id: newId(at),
    account,
    member: access.member,
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
