import type { AccountPolicy } from '../../../shared/access/model.ts'
import { members, reducedRoles } from '../world.ts'

/** One role for each set of roles that members of an account hold, with all their permissions. */
export function bundles(own: AccountPolicy, account: number): Map<string, string[]> {
  const held = reducedRoles(own)
  const sets = members.filter((member) => member.account === account).map(({ access }) => access.roles)
  return new Map(sets.map((roles) => [roles.join('+'), [...new Set(roles.flatMap((role) => held.get(role) ?? []))]]))
}
