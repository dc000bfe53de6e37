import type { AccessRecord, Obligation } from '../../../shared/access/model.ts'
import type { Catalog } from '../../../shared/catalogs/schema.ts'
import type { Own } from './random-account.ts'

/** Which fields a permit must mask, from the catalog's document: every restriction that is on for a role held. */
export function masksWanted(catalog: Catalog, own: Own, access: AccessRecord, permission: string): string[] {
  if (access.kind === 'partner') return []
  const held = catalog.roles.filter(({ id }) => access.kind === 'team' && access.roles.includes(id))
  if (held.some(({ id, locked, onRequest }) => locked && (!onRequest || own.options.includes(id)))) return []
  const holders = access.kind === 'expert' ? ['expert'] : held.map(({ id }) => id)
  const on = (catalog.restrictions ?? []).filter(({ id, roles }) =>
    roles.some((role) => holders.includes(role) && own.restrictions[role]?.[id] === true),
  )
  return listed(on.flatMap(({ masks }) => masks.filter(({ permissions }) => permissions.includes(permission))))
}

/** Masks in one comparable form: sorted, each once. */
export const listed = (masks: readonly Obligation[]): string[] =>
  [
    ...new Set(
      masks.flatMap((one) => ('fields' in one ? one.fields.map((field) => `${field} as ${one.as}`) : ['silence'])),
    ),
  ].sort()
