import { partnerTerms } from './partner-contradictions.ts'
import { among, type Contradiction, doubles, each, idsOf, one, type Path } from './references.ts'
import type { Catalog } from './schema.ts'

/** What a document of the right shape can still get wrong: names that lead nowhere, terms that contradict each other. */
export const contradictions = (catalog: Catalog): Contradiction[] => [
  ...doubles(catalog.permissions, 'permissions'),
  ...doubles(catalog.roles, 'roles'),
  ...doubles(catalog.regions, 'regions'),
  ...doubles(catalog.restrictions, 'restrictions'),
  ...doubles(catalog.levels?.products, 'levels', 'products'),
  ...doubles(catalog.levels?.order, 'levels', 'order'),
  ...doubles(catalog.partners?.roles, 'partners', 'roles'),
  ...doubles(
    catalog.resources?.map(({ type, id }) => ({ id: `${type} ${id}` })),
    'resources',
  ),
  ...roleReferences(catalog),
  ...roleTraits(catalog),
  ...policyReferences(catalog),
  ...levelReferences(catalog),
  ...expertTerms(catalog),
  ...partnerTerms(catalog),
]

function roleReferences({ permissions, roles, ownerRole, partners, guards, links }: Catalog): Contradiction[] {
  const permission = among('permission', idsOf(permissions))
  const role = among('role', idsOf(roles))
  const inRoles = (list: Catalog['roles'], ...path: Path) =>
    list.flatMap((held, at) => [
      ...each(held.permissions, [...path, at, 'permissions'], permission),
      ...each(
        held.inferred,
        [...path, at, 'inferred'],
        among('cell', [...held.permissions, ...Object.keys(held.when ?? {})]),
      ),
      ...Object.keys(held.when ?? {}).flatMap((id) => one(permission(id), ...path, at, 'when', id)),
      ...each(held.givenBy, [...path, at, 'givenBy'], role),
    ])
  return [
    ...inRoles(roles, 'roles'),
    ...inRoles(partners?.roles ?? [], 'partners', 'roles'),
    ...one(role(ownerRole) ?? waiting(roles, ownerRole), 'ownerRole'),
    ...Object.entries(guards).flatMap(([action, id]) => one(permission(id ?? ''), 'guards', action)),
    ...(links ?? []).flatMap((link, at) =>
      link.gives.flatMap((gift, of) => one(permission(gift.permission), 'links', at, 'gives', of, 'permission')),
    ),
  ]
}

/** An account starts with its owner, before the platform can have enabled anything for it. */
const waiting = (roles: Catalog['roles'], id: string) =>
  roles.some((role) => role.id === id && role.onRequest)
    ? `${id} waits for the platform: nobody could begin`
    : undefined

/** Traits that cancel each other, and ties that stand twice. */
function roleTraits({ roles, partners, links }: Catalog): Contradiction[] {
  const twice = (ids: readonly string[], ...path: Path) =>
    each(ids, path, (id) => (ids.indexOf(id) !== ids.lastIndexOf(id) ? `${id} stands twice` : undefined))
  return [
    ...roles.flatMap(({ id, locked, when, login }, at) => [
      ...one(id === 'expert' ? 'expert stands for vendor experts' : undefined, 'roles', at, 'id'),
      ...one(locked && when ? 'a locked role holds everything without conditions' : undefined, 'roles', at, 'when'),
      ...one(locked && login === false ? 'a locked role has a login' : undefined, 'roles', at, 'login'),
    ]),
    ...(partners?.roles ?? []).flatMap(({ login }, at) =>
      one(login === false ? 'partner staff always sign in' : undefined, 'partners', 'roles', at, 'login'),
    ),
    ...twice(
      (links ?? []).map(({ type }) => type),
      'links',
    ),
    ...(links ?? []).flatMap(({ gives }, at) =>
      twice(
        gives.map(({ permission }) => permission),
        'links',
        at,
        'gives',
      ),
    ),
  ]
}

function policyReferences({
  permissions,
  roles,
  switches,
  restrictions,
  partners,
  experts,
  guards,
}: Catalog): Contradiction[] {
  const permission = among('permission', idsOf(permissions))
  const role = among('role', idsOf(roles))
  const locked = new Set(roles.filter(({ locked }) => locked).map(({ id }) => id))
  const guarding = [guards['switch.update'], guards['restriction.update']]
  const flippable = (id: string) =>
    guarding.includes(id) ? `${id} decides who may flip: it cannot be flipped itself` : permission(id)
  const reducible = (id: string) => (locked.has(id) ? `${id} is locked and cannot be reduced` : role(id))
  const emptyModule = hasPermissionIn(permissions)
  return [
    ...Object.entries(switches ?? {}).flatMap(([id, cells]) => [
      ...one(reducible(id), 'switches', id),
      ...each(cells, ['switches', id], flippable),
    ]),
    ...(restrictions ?? []).flatMap((restriction, at) => [
      ...each(restriction.roles, ['restrictions', at, 'roles'], (id) =>
        id === 'expert' && experts ? undefined : reducible(id),
      ),
      ...each(restriction.hidesModules, ['restrictions', at, 'hidesModules'], emptyModule),
      ...each(restriction.keeps, ['restrictions', at, 'keeps'], permission),
      ...restriction.masks.flatMap((mask, of) =>
        each(mask.permissions, ['restrictions', at, 'masks', of, 'permissions'], permission),
      ),
    ]),
    ...(restrictions ?? []).flatMap(({ hidesModules, keeps }, at) =>
      guarding.flatMap((id) => {
        const module = permissions.find((one) => one.id === id)?.module
        return id && module && hidesModules.includes(module) && !keeps.includes(id)
          ? [{ path: ['restrictions', at, 'hidesModules'], message: `it would hide ${id}, which undoes it` }]
          : []
      }),
    ),
    ...each(partners?.closedModules, ['partners', 'closedModules'], emptyModule),
    ...(partners?.roles ?? []).flatMap((role, at) =>
      each(role.permissions, ['partners', 'roles', at, 'permissions'], (id) =>
        partners?.closedModules.includes(permissions.find((one) => one.id === id)?.module ?? '')
          ? `${id} lies in a closed module`
          : undefined,
      ),
    ),
  ]
}

const hasPermissionIn = (permissions: Catalog['permissions']) => {
  const modules = new Set(permissions.map(({ module }) => module))
  return (id: string) => (modules.has(id) ? undefined : `no permission is in module ${id}`)
}

function levelReferences({ permissions, levels }: Catalog): Contradiction[] {
  if (!levels) return []
  const level = among(
    'level',
    levels.order.map(({ id }) => id),
  )
  const permission = among('permission', idsOf(permissions))
  const product = among(
    'product',
    levels.products.map(({ id }) => id),
  )
  return [
    ...one(product(levels.core), 'levels', 'core'),
    ...one(levels.ownerLevel === undefined ? undefined : level(levels.ownerLevel), 'levels', 'ownerLevel'),
    ...levels.order.flatMap(({ permissions, mayGive }, at) => [
      ...each(permissions, ['levels', 'order', at, 'permissions'], permission),
      ...each(mayGive, ['levels', 'order', at, 'mayGive'], level),
    ]),
  ]
}

function expertTerms({ permissions, experts, regions }: Catalog): Contradiction[] {
  if (!experts) return []
  const byId = new Map(permissions.map((permission) => [permission.id, permission]))
  const permission = among('permission', byId.keys())
  const excluded = (id: string) =>
    experts.excludedModules.includes(byId.get(id)?.module ?? '') ? `${id} lies in an excluded module` : permission(id)
  return [
    ...each(experts.readOnly, ['experts', 'readOnly'], (id) =>
      byId.get(id)?.changes ? `${id} changes something` : excluded(id),
    ),
    ...each(experts.limitedWrite, ['experts', 'limitedWrite'], excluded),
    ...each(experts.excludedModules, ['experts', 'excludedModules'], hasPermissionIn(permissions)),
    ...each(
      experts.noLimitClosedIn,
      ['experts', 'noLimitClosedIn'],
      among(
        'region',
        regions.map(({ id }) => id),
      ),
    ),
  ]
}
