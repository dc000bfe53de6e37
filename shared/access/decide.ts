import type { Instant } from '../clock.ts'
import { has } from './bits.ts'
import type { Policy } from './compile.ts'
import type { AccessRecord, Decision, Layer } from './model.ts'

/**
 * Who may. Pure: the same values always give the same answer. Layers are asked in order and the first refusal wins;
 * time is one of them, so a schedule that never fires cannot extend access.
 */
export function decide(policy: Policy, access: AccessRecord | undefined, permission: string, now: Instant): Decision {
  if (!access) return no('principal', 'principal_unknown')
  if (access.status !== 'active') return no('status', access.status)
  if (windowIsOver(access, now)) return no('window', 'window_over')

  const at = policy.index.get(permission)
  if (at === undefined) return no('grant', 'permission_unknown')
  const by = grantedBy(policy, access, at)
  if (by === undefined) return no('grant', 'not_granted')
  if (access.kind === 'expert' && has(policy.excludedForExperts, at)) return no('exclusion', 'excluded')
  return { permit: true, reason: 'granted', by }
}

/** A window includes its first instant and excludes its last: at `until` it is over. */
export const windowIsOver = ({ grant }: Pick<AccessRecord, 'grant'>, now: Instant): boolean =>
  !!grant?.until && now >= grant.until

/** The name of what grants the permission: a role, or the expert's scope. */
function grantedBy(policy: Policy, access: AccessRecord, at: number): string | undefined {
  if (access.kind === 'expert')
    return access.grant && has(policy.experts[access.grant.access], at) ? access.grant.access : undefined
  return access.roles.find((role) => {
    const held = policy.roles.get(role)
    return held !== undefined && has(held, at)
  })
}

type No = Extract<Decision, { permit: false }>
const no = (layer: Layer, reason: No['reason']): No => ({ permit: false, layer, reason })
