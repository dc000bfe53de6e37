import type { Instant } from '../clock.ts'

export const memberStatuses = ['invited', 'active', 'inactive', 'expired', 'revoked'] as const
export type MemberStatus = (typeof memberStatuses)[number]

export type ExpertAccess = 'read-only' | 'limited-write'

export type Properties = Readonly<Record<string, unknown>>

/** A member tied to one resource instance. */
export interface ResourceLink {
  type: string
  id: string
  properties?: Properties
}

/** Everything a decision needs to know about one principal, in one small item. Written only with its member. */
export interface AccessRecord {
  member: string
  kind: 'team' | 'expert' | 'partner'
  status: MemberStatus
  /** From when on the person is this member. */
  since?: Instant
  roles: readonly string[]
  /** Experts only. `until` is null where no limit was set. */
  grant?: { access: ExpertAccess; until: Instant | null }
  /** Level by agreement, then product. */
  levels?: Readonly<Record<string, Readonly<Record<string, string>>>>
  links?: readonly ResourceLink[]
  /** Agents only: whose staff they are. `member` is then the agent's own id. */
  partner?: string
  /** Agents only: until when they are let in without being seen, and for how many days being seen is good. */
  stay?: { until: Instant; days: number }
  /** While an agent acts on behalf of a member: what both hold is what counts. */
  delegation?: Delegated
}

export type DelegatedAccess = 'read-only' | 'write'

export interface Delegated {
  id: string
  access: DelegatedAccess
  until: Instant
  /** The member acted for. */
  subject: AccessRecord
  /** The issuer's `sub` of that member. */
  person?: string
}

/** Where an account stands with the platform. */
export const lifecycleStatuses = ['active', 'suspended', 'canceled', 'terminated'] as const
export type LifecycleStatus = (typeof lifecycleStatuses)[number]

/** An account's standing as decisions see it: time moves it on by itself. */
export interface Standing {
  status: LifecycleStatus
  /** What is planned, unless it is frozen. */
  next?: { status: LifecycleStatus; at: Instant }
}

/** What of an account's own decides: switches and restrictions by role, where what is not named is as the catalog says. */
export interface AccountPolicy {
  switches: Readonly<Record<string, Readonly<Record<string, boolean>>>>
  restrictions: Readonly<Record<string, Readonly<Record<string, boolean>>>>
  /** The agreements it has, by id. */
  agreements?: readonly string[]
}

/** What a decision is asked about, beside the permission. */
export interface Asked {
  subject?: { id?: string; properties?: Properties }
  action?: { properties?: Properties }
  resource?: { type?: string; id?: string; properties?: Properties }
}

/** The layers, in the order in which they are asked; the first refusal wins. */
export const layers = [
  'principal',
  'status',
  'window',
  'grant',
  'switch',
  'exclusion',
  'restriction',
  'condition',
  'delegation',
] as const
export type Layer = (typeof layers)[number]

/** Fields to mask in what is shown. Applied by `mask()`. */
export interface Mask {
  fields: readonly string[]
  as: 'country-code' | 'hidden'
}

/** What goes with a permit: fields to mask; and, while an account is suspended or canceled, that it communicates with nobody. */
export type Obligation = Mask | { communications: 'off' }

/** A status other than active is its own reason: an expired expert is told apart from a revoked one. */
export const denyReasons = [
  'principal_unknown',
  'invited',
  'inactive',
  'expired',
  'revoked',
  'terminated',
  'no_login',
  'window_over',
  'permission_unknown',
  'not_granted',
  'agreement_missing',
  'link_incomplete',
  'switched_off',
  'not_enabled',
  'excluded',
  'restricted',
  'condition_unmet',
  'read_only',
  'beyond_subject',
] as const
export type DenyReason = (typeof denyReasons)[number]

export interface Permit {
  permit: true
  reason: 'granted'
  obligations: readonly Obligation[]
}
export interface Denial {
  permit: false
  layer: Layer
  reason: DenyReason
  /** The role, level, switch, option, restriction or condition responsible. */
  by?: string
}
export type Decision = Permit | Denial
