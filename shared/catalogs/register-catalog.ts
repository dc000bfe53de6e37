import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { commit } from '../table.ts'
import type { Catalog } from './schema.ts'
import { findVersion, newCatalog } from './store.ts'

/** Where the audit of what belongs to no account is kept. */
export const platformAudit = 'platform'

/**
 * Publishes one version of a catalog, for good. The same document sent again is answered as before.
 * @returns whether it is new.
 * @throws Refusal catalog_version_exists where that version says something else.
 */
export async function registerCatalog(catalog: Catalog, actor: Actor, now: Instant): Promise<boolean> {
  const { id, version } = catalog
  const there = await findVersion({ id, version })
  const exists = new Refusal(
    'catalog_version_exists',
    'A published version never changes: publish the next one',
    'version',
  )
  if (there) {
    if (isDeepStrictEqual(there, catalog)) return false
    throw exists
  }
  const entry = { id: newId(now), account: platformAudit, at: now, actor, target: `${id}@${version}` }
  await commit(newCatalog(catalog, exists), [
    { entry: { ...entry, action: 'catalog.registered', after: { id, version } } },
  ])
  return true
}
