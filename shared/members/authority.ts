/** Who may give which role, and to whom: nobody grants more than they hold or may assign. Pure. */
import { has } from '../access/bits.ts'
import type { Policy } from '../access/compile.ts'
import type { AccessRecord } from '../access/model.ts'
import { givable } from '../access/prepare.ts'
import type { Catalog } from '../catalogs/schema.ts'
import { type Fault, Refusal } from '../errors.ts'
import { whyBeyond } from './level-rules.ts'
import type { Member, TeamMember } from './model.ts'

/** On whose authority members are changed: a member's own, or the platform's, which the catalog does not bind. */
export interface Authority {
  catalog: Catalog
  policy: Policy
  /** Absent for the platform. */
  by?: AccessRecord
}

const isRole = ({ catalog }: Authority, id: string): boolean => catalog.roles.some((role) => role.id === id)

/** What of a role its giver lacks. */
function lacking(policy: Policy, by: AccessRecord, role: string): string[] {
  const [held, own] = [policy.roles.get(role)?.held, givable(policy, by)]
  return policy.permissions.filter((_, at) => held && has(held, at) && !has(own, at))
}

/**
 * Why a role cannot be given, or undefined. Whom the catalog names may give it, whatever they hold; where it names
 * nobody, whoever holds all that the role gives.
 */
function refusal({ catalog, policy, by }: Authority, id: string): string | undefined {
  const role = catalog.roles.find((one) => one.id === id)
  if (!by || !role) return undefined
  if (role.givenBy) {
    const may = by.kind === 'team' && by.roles.some((held) => role.givenBy?.includes(held))
    return may ? undefined : `${role.name} is not yours to give`
  }
  // Beyond its permissions a locked role has that nothing takes them away.
  if (role.locked && !by.roles.some((held) => policy.roles.get(held)?.locked))
    return `${role.name} is not yours to give`
  const missing = lacking(policy, by, id)
  return missing.length > 0 ? `You cannot give what you do not hold: ${missing.join(', ')}` : undefined
}

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

/** Nobody edits themselves up, not even with a role they may give to others. */
export function selfFaults({ policy, by }: Authority, target: Member, roles: readonly string[], field: string) {
  if (!by || by.member !== target.id) return []
  return roles.flatMap((role, at): Fault[] => {
    const gained = by.roles.includes(role) ? [] : lacking(policy, by, role)
    const detail = `You cannot give yourself what you do not hold: ${gained.join(', ')}`
    return gained.length > 0 ? [{ code: 'not_permitted', detail, field: `${field}[${at}]` }] : []
  })
}

/**
 * Changing somebody takes what it takes to give what they hold; everybody may change themselves. Levels are looked at in
 * the one agreement it is about, or else in all that they hold one in.
 * @throws Refusal not_permitted.
 */
export function requireAuthorityOver(authority: Authority, target: TeamMember, within?: string): void {
  const { by } = authority
  if (!by || by.member === target.id) return
  const ofRoles = target.roles.map((role) => refusal(authority, role)).find((one) => one !== undefined)
  const why = ofRoles ?? whyBeyond(authority, target, within)
  if (why !== undefined) throw new Refusal('not_permitted', `This member holds more than you may give: ${why}`)
}
