import { Refusal } from '../errors.ts'
import kaleyra from './presets/kaleyra.json' with { type: 'json' }
import type { Catalog } from './schema.ts'

/** Presets are checked against the schema by the tests, so no function pays for it at start. */
export const presets = [kaleyra] as readonly Catalog[]

export interface CatalogRef {
  id: string
  version: number
}

/** The newest version where none is named. */
export function findCatalog(id: string, version?: number): Catalog | undefined {
  return presets
    .filter((catalog) => catalog.id === id && (version === undefined || catalog.version === version))
    .sort((a, b) => b.version - a.version)[0]
}

/** The catalog an account is pinned to. A published version never disappears. */
export function catalogOf({ id, version }: CatalogRef): Catalog {
  const catalog = findCatalog(id, version)
  if (!catalog) throw new Refusal('catalog_unknown', `There is no catalog ${id} in version ${version}`, 'catalog')
  return catalog
}
