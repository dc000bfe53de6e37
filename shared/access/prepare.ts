import type { Instant } from '../clock.ts'
import { type Bits, emptyBits, intersect, remove, subtract, unite } from './bits.ts'
import type { Policy, Restricted, RolePolicy } from './compile.ts'
import type { AccessRecord, Mask } from './model.ts'

/** One principal under one policy, made ready for any number of decisions. Holds no time: every decision brings its own. */
export interface Principal {
  policy: Policy
  access: AccessRecord
  active: boolean
  until: Instant | null
  /** In force. */
  roles: readonly RolePolicy[]
  /** Held, but not enabled: these give neither permissions nor a login, and still restrict. */
  waiting: readonly RolePolicy[]
  /** A role that gives no login, and none in force that does. */
  noLogin: boolean
  excluded: Bits | undefined
  /** On whose behalf it acts. */
  subject?: Principal
  restrictions: readonly Restricted[]
  /** What is permitted without asking anything of the resource: everything but conditions, levels and links. */
  sure: Bits
  /** Of these, what owes no mask: the plain answer. */
  plain: Bits
  /** What anything could grant at all, enabled or not; the rest is not granted, whatever is asked about. */
  possible: Bits
}

export function prepare(policy: Policy, access: AccessRecord): Principal {
  const held = rolesOf(policy, access)
  const roles = held.every((role) => role.enabled) ? held : held.filter((role) => role.enabled)
  const waiting = roles === held ? nobodys : held.filter((role) => !role.enabled)
  const locked = roles.some((role) => role.locked)
  const noLogin = access.kind === 'team' && !locked && withoutLogin(held) && !roles.some((role) => role.login)
  const restrictions = locked ? [] : restrictionsOf(policy, access)
  const excluded = excludedFor(policy, access)

  const sure = heldWithoutConditions(policy, access, roles)
  subtract(sure, policy.closed)
  if (excluded) subtract(sure, excluded)
  for (const { hidden } of restrictions) subtract(sure, hidden)
  if (noLogin) intersect(sure, policy.http)
  const subject = access.delegation && prepare(policy, access.delegation.subject)
  if (subject) intersect(sure, subject.sure)
  if (access.delegation?.access === 'read-only') subtract(sure, policy.changes)

  const plain = restrictions.length === 0 ? sure : withoutMasks(sure, restrictions)
  return {
    policy,
    access,
    active: access.status === 'active' && subject?.active !== false,
    until: access.delegation?.until ?? access.grant?.until ?? null,
    roles,
    waiting,
    noLogin,
    excluded,
    ...(subject && { subject }),
    restrictions,
    sure,
    plain,
    possible: possibleFor(policy, access, held),
  }
}

/** What somebody may hand on: what they hold, or will as soon as the platform enables it. Nobody grants more than that. */
export const givable = (policy: Policy, access: AccessRecord): Bits =>
  prepare({ ...policy, closed: emptyBits(policy.permissions.length) }, access).sure

const nobodys: readonly RolePolicy[] = []
const withoutLogin = (roles: readonly RolePolicy[]) => roles.some((role) => !role.login)

function heldWithoutConditions(policy: Policy, { kind, grant }: AccessRecord, roles: readonly RolePolicy[]): Bits {
  const bits = emptyBits(policy.permissions.length)
  if (kind === 'expert' && grant) unite(bits, policy.experts[grant.access])
  for (const role of roles) unite(bits, role.sure)
  return bits
}

function withoutMasks(sure: Bits, restrictions: readonly Restricted[]): Bits {
  const plain = sure.slice()
  for (const { masks } of restrictions) for (const at of masks.keys()) remove(plain, at)
  return plain
}

function possibleFor(policy: Policy, { kind, grant }: AccessRecord, roles: readonly RolePolicy[]): Bits {
  if (kind === 'expert') return grant ? policy.experts[grant.access] : emptyBits(policy.permissions.length)
  const bits = kind === 'team' ? policy.onResources.slice() : emptyBits(policy.permissions.length)
  for (const { granted, held } of roles) {
    unite(bits, granted)
    unite(bits, held)
  }
  return bits
}

function rolesOf(policy: Policy, { kind, roles }: AccessRecord): RolePolicy[] {
  const known = kind === 'partner' ? policy.partnerRoles : policy.roles
  const found: RolePolicy[] = []
  if (kind === 'expert') return found
  for (const id of roles) {
    const role = known.get(id)
    if (role) found.push(role)
  }
  return found
}

function restrictionsOf({ restricted, roles: known }: Policy, { kind, roles }: AccessRecord): Restricted[] {
  if (restricted.size === 0 || kind === 'partner') return []
  const named = kind === 'expert' ? ['expert'] : roles.filter((role) => known.has(role))
  return named.flatMap((role) => restricted.get(role) ?? [])
}

function excludedFor(policy: Policy, { kind }: AccessRecord): Bits | undefined {
  if (kind === 'expert') return policy.excludedForExperts
  return kind === 'partner' ? policy.excludedForPartners : undefined
}

const none: readonly Mask[] = []

/** Which fields have to be masked where this permission is used. */
export function obligationsOf({ restrictions, subject }: Principal, at: number): readonly Mask[] {
  if (subject) return obligationsOf(subject, at)
  if (restrictions.length === 0) return none
  // Two roles under the same restriction owe the same mask once.
  return [...new Set(restrictions.flatMap(({ masks }) => masks.get(at) ?? []))]
}
