import type { Instant } from '../clock.ts'
import type { Policy } from './compile.ts'
import { decide } from './decide.ts'
import { agreementsOf } from './levels.ts'
import type { AccessRecord, Decision } from './model.ts'

/** Gatepass's own actions belong to no agreement: a level in any of them that gives the permission is enough. */
export function decideInAccount(policy: Policy, access: AccessRecord, permission: string, now: Instant): Decision {
  const decision = decide(policy, access, permission, now)
  if (decision.permit || decision.reason !== 'agreement_missing') return decision
  for (const agreement of agreementsOf(policy, access)) {
    const inside = decide(policy, access, permission, now, { resource: { properties: { agreement } } })
    if (inside.permit) return inside
  }
  return decision
}
