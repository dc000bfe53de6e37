import { policyFor } from '../accounts/policy.ts'
import { loadAccess } from '../accounts/store.ts'
import type { Activity } from '../activity/model.ts'
import { record } from '../activity/store.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { accessRecord, type Member } from '../members/model.ts'
import { answerOf, type EvaluationAnswer, type EvaluationRequest, permissionOf } from './authzen.ts'
import { has } from './bits.ts'
import type { Policy } from './compile.ts'
import { decide } from './decide.ts'
import type { AccessRecord, Decision } from './model.ts'

/**
 * One read, one decision; for an expert one write before the answer.
 * @throws Refusal account_unknown; unavailable where the decision could not be recorded: then nobody is let in.
 */
export async function evaluate(
  account: string,
  request: EvaluationRequest,
  now: () => Instant,
): Promise<EvaluationAnswer> {
  const [found, known] = await loadAccess(account, request.subject)
  const access = known && ('account' in known ? accessRecord(known as Member) : known)
  const policy = policyFor(found)
  const permission = permissionOf(request)
  const at = now()
  const decision = decide(policy, access, permission, at)
  if (access?.kind === 'expert') await recordDecision({ account, access, policy, permission, request, decision, at })
  return answerOf(decision)
}

interface Decided {
  account: string
  access: AccessRecord
  policy: Policy
  permission: string
  request: Pick<EvaluationRequest, 'resource'>
  decision: Decision
  at: Instant
}

/** No unrecorded access. @throws Refusal unavailable. */
export async function recordDecision({
  account,
  access,
  policy,
  permission,
  request,
  decision,
  at,
}: Decided): Promise<void> {
  const index = policy.index.get(permission)
  const activity: Activity = {
    id: newId(at),
    account,
    member: access.member,
    kind: 'decision',
    at,
    recordedAt: at,
    action: permission,
    resource: request.resource,
    outcome: decision.permit ? 'permitted' : 'denied',
    ...(!decision.permit && { reason: decision.reason }),
    ...(index !== undefined && has(policy.personalData, index) && { personalData: true }),
  }
  try {
    await record(activity)
  } catch (error) {
    console.error({ message: 'A decision could not be recorded and is not given', error })
    throw new Refusal('unavailable', 'The decision could not be recorded, so it is not given. Try again')
  }
}
