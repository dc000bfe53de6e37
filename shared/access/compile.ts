import type { Catalog } from '../catalogs/schema.ts'
import { type Bits, bits } from './bits.ts'
import type { ExpertAccess } from './model.ts'

/** A catalog made ready for decisions: permissions become indexes, roles become sets of them. */
export interface Policy {
  index: ReadonlyMap<string, number>
  roles: ReadonlyMap<string, Bits>
  experts: Readonly<Record<ExpertAccess, Bits>>
  /** What no expert reaches, whatever else grants it. */
  excludedForExperts: Bits
  personalData: Bits
}

export function compile(catalog: Catalog): Policy {
  const index = new Map(catalog.permissions.map((permission, at) => [permission.id, at]))
  const set = (ids: Iterable<string>) => {
    const members: number[] = []
    for (const id of ids) {
      const at = index.get(id)
      if (at !== undefined) members.push(at)
    }
    return bits(index.size, members)
  }
  const idsWhere = (test: (permission: Catalog['permissions'][number]) => boolean) =>
    catalog.permissions.filter(test).map(({ id }) => id)

  return {
    index,
    roles: new Map(catalog.roles.map((role) => [role.id, set(role.permissions)])),
    experts: {
      'read-only': set(catalog.experts.readOnly),
      'limited-write': set([...catalog.experts.readOnly, ...catalog.experts.limitedWrite]),
    },
    excludedForExperts: set(idsWhere(({ module }) => catalog.experts.excludedModules.includes(module))),
    personalData: set(idsWhere(({ personalData }) => personalData === true)),
  }
}
