/** What the platform enables for one account on request: roles by id, and permissions, whose ids have a dot. */
import { type Bits, overlap, remove, subtract } from './bits.ts'
import type { Policy, RolePolicy } from './compile.ts'

/** What a role gives whatever is asked about: nothing while it waits, and nothing that waits itself. */
export function sureOf({ held, when, enabled }: Omit<RolePolicy, 'sure'>, closed: Bits): Bits {
  if (!enabled) return new Uint32Array(held.length)
  if (when.size === 0 && !overlap(held, closed)) return held
  const sure = held.slice()
  subtract(sure, closed)
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
  const enable = (roles: Policy['roles']) =>
    new Map(
      [...roles.values()].map((role) => {
        const made = { ...role, enabled: role.enabled || options.includes(role.id) }
        return [role.id, { ...made, sure: sureOf(made, closed) }]
      }),
    )
  return { ...base, closed, roles: enable(base.roles), partnerRoles: enable(base.partnerRoles) }
}
