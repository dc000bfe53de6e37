import type { Instant } from '../clock.ts'

export const memberStatuses = ['invited', 'active', 'inactive', 'expired', 'revoked'] as const
export type MemberStatus = (typeof memberStatuses)[number]

export type ExpertAccess = 'read-only' | 'limited-write'

/** Everything a decision needs to know about one principal, in one small item. Written only with its member. */
export interface AccessRecord {
  member: string
  kind: 'team' | 'expert'
  status: MemberStatus
  roles: readonly string[]
  /** Experts only. `until` is null where no limit was set. */
  grant?: { access: ExpertAccess; until: Instant | null }
}

/** The layer that refused, in the order in which layers are asked. */
export type Layer = 'principal' | 'status' | 'window' | 'grant' | 'exclusion'

export type Decision =
  | { permit: true; reason: 'granted'; by: string }
  | { permit: false; layer: Layer; reason: DenyReason }

/** A status other than active is its own reason: an expired expert is told apart from a revoked one. */
export type DenyReason =
  | 'principal_unknown'
  | Exclude<MemberStatus, 'active'>
  | 'window_over'
  | 'permission_unknown'
  | 'not_granted'
  | 'excluded'
