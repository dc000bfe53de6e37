/** What agents of partners may not change of members, on the terms of the catalog. */
import { has } from '../access/bits.ts'
import { requirePart } from '../accounts/require-guard.ts'
import type { GuardedAction } from '../catalogs/guards.ts'
import { type Fault, Refusal, refuseAny } from '../errors.ts'
import { givesRole, type Part, partPermission } from '../partners/limits.ts'
import { requireNoWait } from '../waiting-changes/rules.ts'
import type { Authority } from './authority.ts'
import type { ChangeMember } from './change-member.ts'
import type { TeamMember } from './model.ts'

type At = Pick<ChangeMember, 'account' | 'authority' | 'now'>

/** What of this the catalog closes to agents of partners, or the agent lacks the permission for, each at its field. */
async function agentFaults(
  { account, authority: { catalog, policy, by }, now }: At,
  guard: GuardedAction,
  fields: readonly (readonly [field: string, permission: string | undefined])[],
): Promise<Fault[]> {
  if (by?.kind !== 'partner') return []
  const asking = { account: account.id, catalog, policy, access: by }
  const faults: Fault[] = []
  for (const [field, permission] of fields)
    await requirePart(asking, guard, permission, now).catch((error) => {
      if (!(error instanceof Refusal) || error.code !== 'not_permitted') throw error
      faults.push({ ...error.faults[0], field })
    })
  return faults
}

/**
 * Agents of partners change what the catalog names, each part with its permission; what has to wait, when it has waited.
 * @throws Refusal not_permitted at each field.
 */
export async function requireOpenToAgents(
  where: ChangeMember,
  parts: readonly (readonly [field: string, part: Part])[],
): Promise<void> {
  const { authority, inFile, waited } = where
  const needed = parts.map(([field, part]) => [field, partPermission(authority.catalog, part)] as const)
  // Rows of a file have been asked for on their own terms.
  if (!inFile) refuseAny(await agentFaults(where, 'member.update', needed))
  if (!waited) for (const [, part] of parts) if (part !== 'name') requireNoWait(where, part)
}

/** What no catalog opens to agents of partners. @throws Refusal not_permitted. */
export function requireNoAgent({ authority: { by } }: Pick<ChangeMember, 'authority'>, what: string): void {
  if (by?.kind === 'partner') throw new Refusal('not_permitted', `Agents of partners ${what}`)
}

/**
 * What an agent of a partner may not take away: being an owner, unless they may make owners; and any role they may not
 * give, but where a member holds exactly one, as there each role that is given takes the place of another.
 */
export function takenFaults(roles: readonly string[], target: TeamMember, { catalog, by }: Authority): Fault[] {
  if (by?.kind !== 'partner') return []
  const { ownerRole, members } = catalog
  const isTheirs = (role: string) => givesRole(catalog, role) || (members.roles === 'one' && role !== ownerRole)
  return target.roles
    .filter((role) => !roles.includes(role) && !isTheirs(role))
    .map((role) => ({ code: 'not_permitted', detail: `Agents of partners do not take ${role} away`, field: 'roles' }))
}

/** Whether a role gives nothing that those an agent may give do not. */
function isWithinGiven({ catalog, policy }: Authority, id: string): boolean {
  const role = policy.roles.get(id)
  if (!role || role.locked || id === catalog.ownerRole) return false
  const given = [...policy.roles.values()].filter((one) => givesRole(catalog, one.id))
  return policy.permissions.every((_, at) => !has(role.held, at) || given.some(({ held }) => has(held, at)))
}

/**
 * Another address gives what the invitation holds to somebody else: an agent of a partner leads only to another address
 * what they may give, or what gives no more than that.
 */
export function addressFaults(
  { roles, levels = {}, links = [] }: Pick<TeamMember, 'roles' | 'levels' | 'links'>,
  authority: Authority,
): Fault[] {
  const { catalog, by } = authority
  const others = [...Object.keys(levels), ...links]
  const may = (role: string) => givesRole(catalog, role) || isWithinGiven(authority, role)
  const isTheirs = roles.every(may) && others.length === 0
  if (by?.kind !== 'partner' || isTheirs) return []
  return [
    { code: 'not_permitted', detail: 'This invitation holds what agents of partners do not give', field: 'email' },
  ]
}
