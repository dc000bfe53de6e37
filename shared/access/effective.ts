import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { has } from './bits.ts'
import type { Policy } from './compile.ts'
import { agreementsOf, type Levels, levelHeld, levelsHeld } from './levels.ts'
import type { AccessRecord, LifecycleStatus, Mask } from './model.ts'
import { obligationsOf, type Principal, prepare } from './prepare.ts'
import { standingAt } from './standing.ts'

export interface EffectivePermission {
  id: string
  name: string
  /** Held only where conditions on the resource hold. */
  conditional?: true
  masks?: readonly Mask[]
}

/** What a member can do now: by module, with masks, products and the deadline. */
export interface EffectiveAccess {
  member: string
  kind: AccessRecord['kind']
  status: AccessRecord['status']
  /** Where the account stands: suspended and canceled, it communicates with nobody; terminated, nobody may anything. */
  account: LifecycleStatus
  roles: readonly string[]
  until: Instant | null
  modules: { module: string; permissions: EffectivePermission[] }[]
  products: Levels
  links: NonNullable<AccessRecord['links']>
}

export function effectiveAccess(policy: Policy, catalog: Catalog, access: AccessRecord, now: Instant): EffectiveAccess {
  const principal = prepare(policy, access)
  const over = principal.until !== null && now >= principal.until
  const account = standingAt(policy.standing, now)
  const shut = !principal.active || over || account === 'terminated'
  const modules = new Map<string, EffectivePermission[]>()
  for (const [at, { id, name, module }] of catalog.permissions.entries()) {
    if (shut || !reaches(principal, at)) continue
    const masks = obligationsOf(principal, at)
    modules.set(module, [
      ...(modules.get(module) ?? []),
      { id, name, ...(!has(principal.sure, at) && { conditional: true }), ...(masks.length > 0 && { masks }) },
    ])
  }
  return {
    member: access.member,
    kind: access.kind,
    // A revoked expert stays revoked, though the window is over as well.
    status: over && access.status === 'active' ? 'expired' : access.status,
    account,
    roles: access.roles,
    until: principal.until,
    modules: [...modules].map(([module, permissions]) => ({ module, permissions })),
    products: levelsHeld(policy, access),
    links: access.links ?? [],
  }
}

/** Whether it could be permitted, the resource willing. */
function reaches(principal: Principal, at: number): boolean {
  if (has(principal.sure, at)) return true
  const { subject, access, policy } = principal
  if (!conditionally(principal, at)) return false
  const looksOnly = access.delegation?.access === 'read-only' && has(policy.changes, at)
  return !subject || (reaches(subject, at) && !looksOnly)
}

/** Held by a role under conditions, by a level in some agreement, or on a linked resource. */
function conditionally({ policy, access, roles, excluded, restrictions, noLogin }: Principal, at: number): boolean {
  if (access.kind === 'expert' || has(policy.closed, at)) return false
  if ((noLogin && !has(policy.http, at)) || (excluded && has(excluded, at))) return false
  if (restrictions.some(({ hidden }) => has(hidden, at))) return false
  if (roles.some((role) => has(role.held, at))) return true
  if (access.kind !== 'team') return false
  if (access.links?.some(({ type }) => policy.links.get(type)?.gives.has(at))) return true
  return agreementsOf(policy, access).some((agreement) => {
    const level = levelHeld(policy, access, agreement, policy.moduleOf[at] ?? '')
    const gives = level === undefined ? undefined : policy.levels.get(level)
    return gives !== undefined && has(gives, at)
  })
}

export interface Difference {
  gains: string[]
  loses: string[]
  /** Permissions whose fields become masked, or are shown again. */
  masked: string[]
  unmasked: string[]
}

/** Who may do what under one policy and not under the other: from the same code that decides. */
export function difference(before: Policy, after: Policy, access: AccessRecord): Difference {
  const [was, is] = [prepare(before, access), prepare(after, access)]
  const ids = before.permissions
  const reach = (principal: Principal, at: number) => principal.active && reaches(principal, at)
  const masks = (principal: Principal, at: number) => reach(principal, at) && obligationsOf(principal, at).length > 0
  return {
    gains: ids.filter((_, at) => !reach(was, at) && reach(is, at)),
    loses: ids.filter((_, at) => reach(was, at) && !reach(is, at)),
    masked: ids.filter((_, at) => !masks(was, at) && masks(is, at)),
    unmasked: ids.filter((_, at) => masks(was, at) && !masks(is, at)),
  }
}
