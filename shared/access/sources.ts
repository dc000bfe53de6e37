import type { Condition } from '../catalogs/schema.ts'
import { has } from './bits.ts'
import type { LinkPolicy, RolePolicy } from './compile.ts'
import { levelHeld } from './levels.ts'
import type { Asked, DenyReason, ResourceLink } from './model.ts'
import type { Principal } from './prepare.ts'

/** One thing that grants a permission: a role, a level, a link or an expert's scope. */
export interface Source {
  by: string
  /** Why it gives nothing now: by the account's own switch, or because its role waits for the platform. */
  off?: 'switched_off' | 'not_enabled'
  conditions: readonly Condition[]
}

/** Everything that grants the permission, in force or not. */
export function sourcesOf(principal: Principal, at: number, asked: Asked): Source[] {
  const { access, policy } = principal
  if (access.kind === 'expert') {
    const scope = access.grant?.access
    return scope && has(policy.experts[scope], at) ? [{ by: scope, conditions: [] }] : []
  }
  const sources: Source[] = []
  for (const role of principal.roles) addRole(sources, role, at)
  for (const role of principal.waiting) addRole(sources, role, at)
  // Levels and links are ties of the account's own members.
  if (access.kind !== 'team') return sources
  const level = levelOf(principal, at, asked)
  if (level !== undefined && has(policy.levels.get(level) ?? new Uint32Array(), at))
    sources.push({ by: level, conditions: [] })
  const link = access.links?.find((one) => linkGives(principal, one, at, asked) === 'gives')
  if (link) sources.push({ by: `${link.type} ${link.id}`, conditions: [] })
  return sources
}

function addRole(sources: Source[], { id, granted, held, when, enabled }: RolePolicy, at: number): void {
  const on = has(held, at)
  if (!on && !has(granted, at)) return
  const conditions = when.get(at) ?? []
  if (on && enabled) sources.push({ by: id, conditions })
  else sources.push({ by: id, conditions, off: enabled ? 'switched_off' : 'not_enabled' })
}

/** Why nothing grants it, as exactly as can be told. */
export function whyNotGranted(principal: Principal, at: number, asked: Asked): DenyReason {
  const { access, policy } = principal
  if (access.kind !== 'team') return 'not_granted'
  if (access.links?.some((link) => linkGives(principal, link, at, asked) === 'incomplete')) return 'link_incomplete'
  const byLevels = [...policy.levels.values()].some((level) => has(level, at))
  return byLevels && agreementOf(asked) === undefined ? 'agreement_missing' : 'not_granted'
}

/** The agreement a question is asked under. Access in one says nothing about another. */
export function agreementOf({ resource }: Asked): string | undefined {
  const agreement = resource?.properties?.agreement
  return typeof agreement === 'string' ? agreement : undefined
}

/** The level that counts: the one held on the permission's product, in the agreement asked about. */
function levelOf({ access, policy }: Principal, at: number, asked: Asked): string | undefined {
  const agreement = agreementOf(asked)
  return agreement === undefined ? undefined : levelHeld(policy, access, agreement, policy.moduleOf[at] ?? '')
}

/** A link gives its permissions on the linked instance only. */
function linkGives({ policy }: Principal, link: ResourceLink, at: number, { resource }: Asked) {
  const kind = policy.links.get(link.type)
  const gift = kind?.gives.get(at)
  if (!kind || !gift) return 'nothing'
  if (linkNamed(kind, resource) !== link.id) return 'nothing'
  return gift.needs === undefined || link.properties?.[gift.needs] === true ? 'gives' : 'incomplete'
}

/** The instance that is asked about: the resource itself, or the one its property names. */
export function linkNamed({ type, property }: Pick<LinkPolicy, 'type' | 'property'>, resource: Asked['resource']) {
  const named = resource?.type === type ? resource.id : resource?.properties?.[property]
  return typeof named === 'string' ? named : undefined
}

/**
 * Whether all conditions hold for what is asked. A property that is not given, or is of another kind than what it is
 * compared with, satisfies neither `is` nor `not`: leaving something out opens nothing.
 */
export function holds(conditions: readonly Condition[], asked: Asked): boolean {
  return conditions.every(({ of, property, is, not, isSubject }) => {
    const value = asked[of]?.properties?.[property]
    if (isSubject) return value !== undefined && value === asked.subject?.id
    return is !== undefined ? value === is : typeof value === typeof not && value !== not
  })
}
