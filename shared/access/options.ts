/** What the platform enables for one account on request: roles by id, and permissions, whose ids have a dot. */
import { type Bits, remove } from './bits.ts'
import type { Policy, RolePolicy } from './compile.ts'

/** What a role gives whatever is asked about: without the cells that hold under conditions, and nothing while it waits. */
export function sureOf({ held, when, enabled }: Omit<RolePolicy, 'sure'>): Bits {
  if (!enabled) return new Uint32Array(held.length)
  if (when.size === 0) return held
  const sure = held.slice()
  for (const at of when.keys()) remove(sure, at)
  return sure
}

/** What is named counts where it is on request; anything else, such as what an older catalog knew, means nothing. */
export function withOptions(base: Policy, options: readonly string[]): Policy {
  if (options.length === 0) return base
  const closed = base.closed.slice()
  for (const id of options) {
    const at = base.index.get(id)
    if (at !== undefined) remove(closed, at)
  }
  const enable = (role: RolePolicy): RolePolicy => {
    if (role.enabled || !options.includes(role.id)) return role
    const made = { ...role, enabled: true }
    return { ...made, sure: sureOf(made) }
  }
  const all = (roles: Policy['roles']) => new Map([...roles].map(([id, role]) => [id, enable(role)]))
  return { ...base, closed, roles: all(base.roles), partnerRoles: all(base.partnerRoles) }
}
