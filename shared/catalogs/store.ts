import { Refusal } from '../errors.ts'
import { catalogKey, catalogListKey, type Key } from '../keys.ts'
import { absent, type Change, type Page, query, read } from '../table.ts'
import { presets } from './load.ts'
import type { Catalog } from './schema.ts'

export interface CatalogRef {
  id: string
  version: number
}

export interface CatalogEntry extends CatalogRef {
  name: string
  preset?: true
}

/** Published versions never change, so what was once read is kept. */
const known = new Map<string, Catalog>()
const nameOf = ({ id, version }: CatalogRef) => `${id}@${version}`

/** The catalog an account is pinned to: a preset, or one an operator registered. A published version never disappears. */
export async function loadCatalog(ref: CatalogRef): Promise<Catalog> {
  const catalog = await findVersion(ref)
  // An account is pinned to what exists: this is a fault of ours, not of the caller.
  if (!catalog) throw new Error(`There is no catalog ${nameOf(ref)}`)
  return catalog
}

export async function findVersion(ref: CatalogRef): Promise<Catalog | undefined> {
  const preset = presets.find(({ id, version }) => id === ref.id && version === ref.version)
  const kept = preset ?? known.get(nameOf(ref))
  if (kept) return kept
  const stored = await read<{ document: string }>(catalogKey(ref.id, ref.version))
  if (!stored) return undefined
  const catalog = JSON.parse(stored.document) as Catalog
  known.set(nameOf(ref), catalog)
  return catalog
}

/** The newest version where none is named. */
export async function findCatalog(id: string, version?: number): Promise<Catalog | undefined> {
  if (version !== undefined) return findVersion({ id, version })
  const { items } = await query<CatalogEntry>(
    { partition: catalogListKey(id, 1).pk, between: [catalogListKey(id, 0).sk, catalogListKey(id, 999_999).sk] },
    { limit: 1, newestFirst: true },
  )
  const versions = [...presets.filter((preset) => preset.id === id), ...items].map((entry) => entry.version)
  return versions.length > 0 ? findVersion({ id, version: Math.max(...versions) }) : undefined
}

/** Registered catalogs after the presets, by id and version. */
export async function listCatalogs(page: { limit: number; after?: Key | undefined }): Promise<Page<CatalogEntry>> {
  const stored = await query<CatalogEntry>({ partition: catalogListKey('', 0).pk }, page)
  const first = page.after ? [] : presets.map(({ id, version, name }) => ({ id, version, name, preset: true as const }))
  return { ...stored, items: [...first, ...stored.items] }
}

/** An item holds 400 KB. */
const mostBytes = 350_000

/** The document and its place in the list. @throws Refusal body_too_large. */
export function newCatalog(catalog: Catalog, exists: Refusal): Change[] {
  const document = JSON.stringify(catalog)
  if (Buffer.byteLength(document) > mostBytes)
    throw new Refusal('body_too_large', `A catalog has at most ${mostBytes} bytes`)
  const { id, version, name } = catalog
  return [
    { put: { ...catalogKey(id, version), data: { document } }, when: absent, otherwise: exists },
    { put: { ...catalogListKey(id, version), data: { id, version, name } } },
  ]
}
