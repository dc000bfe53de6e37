/** Who may give which role, and to whom: nobody grants more than they hold or may assign. Pure. */
import { has } from '../access/bits.ts'
import type { Policy } from '../access/compile.ts'
import type { AccessRecord } from '../access/model.ts'
import { givable, obligationsOf, type Principal, prepare } from '../access/prepare.ts'
import type { Catalog } from '../catalogs/schema.ts'
import { type Fault, Refusal } from '../errors.ts'
import { givesRole } from '../partners/limits.ts'
import { whyBeyond } from './level-rules.ts'
import type { Member, TeamMember } from './model.ts'

/** On whose authority members are changed: a member's own, or the platform's, which the catalog does not bind. */
export interface Authority {
  catalog: Catalog
  policy: Policy
  /** Absent for the platform. */
  by?: AccessRecord
}

/** Whoever acts on behalf of a member does what both may: each is asked alone. */
export function sidesOf(authority: Authority): readonly Authority[] {
  const { by } = authority
  if (!by?.delegation) return [authority]
  const { delegation, ...own } = by
  return [own, delegation.subject].map((side) => ({ ...authority, by: side }))
}

const isRole = ({ catalog }: Authority, id: string): boolean => catalog.roles.some((role) => role.id === id)

const holding = (policy: Policy, by: AccessRecord, roles: readonly string[]): Principal =>
  prepare(policy, { ...by, roles })

/** A role that waits for the platform gives nothing, nor lets it be given. */
const inForce = (policy: Policy, by: AccessRecord) => holding(policy, by, by.roles).roles

/** Whether what restrictions keep from the one they keep from the other as well. */
function isRestrictedLike(one: Principal, other: Principal, at: number): boolean {
  const hides = ({ restrictions }: Principal) => restrictions.some(({ hidden }) => has(hidden, at))
  if (hides(other)) return true
  const masks = obligationsOf(other, at)
  return !hides(one) && obligationsOf(one, at).every((mask) => masks.includes(mask))
}

/** What of a role its giver lacks, or sees only behind masks that the role does not have. */
function lacking(policy: Policy, by: AccessRecord, role: string): string[] {
  const [held, own] = [policy.roles.get(role)?.held, givable(policy, by)]
  const [giver, taker] = [holding(policy, by, by.roles), holding(policy, by, [role])]
  const isGivable = (at: number) => has(own, at) && isRestrictedLike(giver, taker, at)
  return policy.permissions.filter((_, at) => held && has(held, at) && !isGivable(at))
}

/** Why a role cannot be given, or undefined. */
const refusal = (authority: Authority, id: string): string | undefined =>
  sidesOf(authority)
    .map((side) => refusalTo(side, id))
    .find((why) => why !== undefined)

/**
 * Whom the catalog names may give it, whatever they hold; where it names nobody, whoever holds all that the role gives.
 * Agents of partners give what the catalog lets partners give.
 */
function refusalTo({ catalog, policy, by }: Authority, id: string): string | undefined {
  const role = catalog.roles.find((one) => one.id === id)
  if (!by || !role) return undefined
  if (by.kind === 'partner') return givesRole(catalog, id) ? undefined : `Agents of partners do not give ${role.name}`
  if (role.givenBy) {
    const may = by.kind === 'team' && inForce(policy, by).some(({ id: held }) => role.givenBy?.includes(held))
    return may ? undefined : `${role.name} is not yours to give`
  }
  // Beyond its permissions a locked role has that nothing takes them away.
  if (role.locked && !inForce(policy, by).some(({ locked }) => locked)) return `${role.name} is not yours to give`
  const missing = lacking(policy, by, id)
  return missing.length > 0 ? `You cannot give what you do not hold: ${missing.join(', ')}` : undefined
}

/** Whether a role is this authority's to give at all, whoever shall hold it. */
export const mayGiveRole = (authority: Authority, id: string): boolean => refusal(authority, id) === undefined

/** Everything that keeps these roles from being held together, or from being given on this authority. */
export function roleFaults(authority: Authority, roles: readonly string[], field: string): Fault[] {
  const { catalog, policy } = authority
  const faults: Fault[] = []
  if (catalog.members.roles === 'one' && new Set(roles).size > 1)
    faults.push({ code: 'roles_too_many', detail: 'A member of this account holds exactly one role', field })
  for (const [at, id] of roles.entries()) {
    const fault = (code: Fault['code'], detail: string) => faults.push({ code, detail, field: `${field}[${at}]` })
    if (!isRole(authority, id)) fault('role_not_in_catalog', 'There is no such role in the catalog of this account')
    // Neither the platform nor a member gives what is on request before it is enabled for the account.
    else if (policy.roles.get(id)?.enabled === false)
      fault('role_not_enabled', 'This role is on request, and not enabled for the account')
    const why = refusal(authority, id)
    if (why !== undefined) fault('not_permitted', why)
  }
  return faults
}

/**
 * Nobody edits themselves up, not even with a role they may give to others; nor out of a restriction, by giving back the
 * role that it is on for.
 */
export const selfFaults = (authority: Authority, target: Member, roles: readonly string[], field: string): Fault[] =>
  sidesOf(authority).flatMap((side) => faultsOfSelf(side, target, roles, field))

function faultsOfSelf({ policy, by }: Authority, target: Member, roles: readonly string[], field: string): Fault[] {
  if (!by || by.member !== target.id) return []
  const gained = roles.flatMap((role, at): Fault[] => {
    const lacked = by.roles.includes(role) ? [] : lacking(policy, by, role)
    const detail = `You cannot give yourself what you do not hold: ${lacked.join(', ')}`
    return lacked.length > 0 ? [{ code: 'not_permitted', detail, field: `${field}[${at}]` }] : []
  })
  const [was, is] = [holding(policy, by, by.roles), holding(policy, by, roles)]
  const freed = policy.permissions.filter((_, at) => has(is.possible, at) && !isRestrictedLike(was, is, at))
  if (freed.length === 0) return gained
  const detail = `A role of yours keeps this from you, and is not yours to give back: ${freed.join(', ')}`
  return [...gained, { code: 'not_permitted', detail, field }]
}

/**
 * Changing somebody takes what it takes to give what they hold; everybody may change themselves. Levels are looked at in
 * the one agreement it is about, or else in all that they hold one in. What agents of partners may do does not hang on
 * what somebody holds.
 * @throws Refusal not_permitted.
 */
export function requireAuthorityOver(authority: Authority, target: TeamMember, within?: string): void {
  for (const side of sidesOf(authority)) requireSideOver(side, target, within)
}

function requireSideOver(authority: Authority, target: TeamMember, within?: string): void {
  const { by } = authority
  if (!by || by.kind === 'partner' || by.member === target.id) return
  const ofRoles = target.roles.map((role) => refusal(authority, role)).find((one) => one !== undefined)
  const why = ofRoles ?? whyBeyond(authority, target, within)
  if (why !== undefined) throw new Refusal('not_permitted', `This member holds more than you may give: ${why}`)
}
