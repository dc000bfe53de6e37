import type { Catalog } from './schema.ts'

export interface Contradiction {
  path: (string | number)[]
  message: string
}

/** What a document of the right shape can still get wrong: names that lead nowhere, terms that contradict each other. */
export const contradictions = (catalog: Catalog): Contradiction[] => [
  ...(['permissions', 'roles', 'regions'] as const).flatMap((list) => doubles(catalog[list], list)),
  ...references(catalog),
  ...expertTerms(catalog),
]

const doubles = (list: readonly { id: string }[], name: string): Contradiction[] =>
  list.flatMap(({ id }, at) =>
    list.findIndex((other) => other.id === id) < at ? [{ path: [name, at, 'id'], message: `${id} stands twice` }] : [],
  )

/** A fault for each entry of a list that `wrong` has words for. */
const each = (list: readonly string[], path: (string | number)[], wrong: (id: string) => string | undefined) =>
  list.flatMap((id, at) => {
    const message = wrong(id)
    return message === undefined ? [] : [{ path: [...path, at], message }]
  })

function references({ permissions, roles, ownerRole, experts, guards, regions }: Catalog): Contradiction[] {
  const known = new Set(permissions.map(({ id }) => id))
  const modules = new Set(permissions.map(({ module }) => module))
  const unknown = (id: string) => (known.has(id) ? undefined : `unknown permission ${id}`)
  return [
    ...roles.flatMap((role, at) => each(role.permissions, ['roles', at, 'permissions'], unknown)),
    ...(roles.some(({ id }) => id === ownerRole)
      ? []
      : [{ path: ['ownerRole'], message: `unknown role ${ownerRole}` }]),
    ...each(experts.readOnly, ['experts', 'readOnly'], unknown),
    ...each(experts.limitedWrite, ['experts', 'limitedWrite'], unknown),
    ...each(experts.excludedModules, ['experts', 'excludedModules'], (id) =>
      modules.has(id) ? undefined : `no permission is in module ${id}`,
    ),
    ...each(experts.noLimitClosedIn, ['experts', 'noLimitClosedIn'], (id) =>
      regions.some((region) => region.id === id) ? undefined : `unknown region ${id}`,
    ),
    ...Object.entries(guards).flatMap(([action, id]) =>
      known.has(id) ? [] : [{ path: ['guards', action], message: `unknown permission ${id}` }],
    ),
  ]
}

function expertTerms({ permissions, experts }: Catalog): Contradiction[] {
  const byId = new Map(permissions.map((permission) => [permission.id, permission]))
  const excluded = (id: string) =>
    experts.excludedModules.includes(byId.get(id)?.module ?? '') ? `${id} lies in an excluded module` : undefined
  return [
    ...each(experts.readOnly, ['experts', 'readOnly'], (id) =>
      byId.get(id)?.changes ? `${id} changes something` : excluded(id),
    ),
    ...each(experts.limitedWrite, ['experts', 'limitedWrite'], excluded),
  ]
}
