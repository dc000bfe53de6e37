import { compile, type Policy } from '../../../shared/access/compile.ts'
import { decide } from '../../../shared/access/decide.ts'
import type { AccessRecord, AccountPolicy, Asked, ExpertAccess, ResourceLink } from '../../../shared/access/model.ts'
import { onRequest } from '../../../shared/accounts/role-rules.ts'
import { presets } from '../../../shared/catalogs/load.ts'
import type { Catalog } from '../../../shared/catalogs/schema.ts'

export const now = '2026-11-21T10:00:00.000Z'

export function preset(id: string): Catalog {
  const found = presets.find((catalog) => catalog.id === id)
  if (!found) throw new Error(`the preset ${id} is there`)
  return found
}

const everythingOf = (id: string): string[] => onRequest(preset(id)).map((one) => one.id)

/** With everything on request enabled, as the documents' tables have it; name the options to have some of it wait. */
export const policyOf = (id: string, own?: AccountPolicy, options: readonly string[] = everythingOf(id)): Policy =>
  compile(preset(id), own, options)

const active = { member: 'm', status: 'active', roles: [] } as const

export const team = (...roles: string[]): AccessRecord => ({ ...active, kind: 'team', roles })
export const partner = (...roles: string[]): AccessRecord => ({ ...active, kind: 'partner', roles })
export const expert = (access: ExpertAccess): AccessRecord => ({
  ...active,
  kind: 'expert',
  grant: { access, until: '2026-11-21T11:00:00.000Z' },
})
/** Without a role: everything it may comes from its levels by agreement and product. */
export const employee = (levels: NonNullable<AccessRecord['levels']>, ...links: ResourceLink[]): AccessRecord => ({
  ...active,
  kind: 'team',
  roles: ['employee'],
  levels,
  links,
})

/** Asks about a resource with these properties. */
export const about = (properties: NonNullable<Asked['resource']>['properties'] = {}): Asked => ({
  resource: { type: 'any', id: 'any', properties },
})

export const may = (policy: Policy, access: AccessRecord, permission: string, asked?: Asked): boolean =>
  decide(policy, access, permission, now, asked).permit

/** Everything of `ids` that is permitted, each by its own decision. */
export const permitted = (policy: Policy, access: AccessRecord, ids: readonly string[], asked?: Asked): string[] =>
  ids.filter((id) => may(policy, access, id, asked))

export const idsOf = (catalog: Catalog): string[] => catalog.permissions.map(({ id }) => id)

/** The ids of the roles for whose holder it is permitted. */
export const holders = (policy: Policy, permission: string, roles: readonly string[], as = team): string[] =>
  roles.filter((role) => may(policy, as(role), permission))
