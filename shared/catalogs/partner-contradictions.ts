import { closedToPartners } from './guards.ts'
import { among, type Contradiction, each, idsOf, one, type Path } from './references.ts'
import type { Catalog } from './schema.ts'

/** What the terms of partners, and who may move an account's standing, can still get wrong. */
export function partnerTerms({ permissions, roles, partners, lifecycle }: Catalog): Contradiction[] {
  const permission = among('permission', idsOf(permissions))
  const role = among('role', idsOf(roles))
  const cells = (record: Readonly<Record<string, string | undefined>> = {}, ...path: Path) =>
    Object.entries(record).flatMap(([name, id]) => one(permission(id ?? ''), ...path, name))
  return [
    ...cells(lifecycle, 'lifecycle'),
    ...Object.entries(partners?.guards ?? {}).flatMap(([action, ids]) => [
      ...one(
        closedToPartners.has(action) ? `${action} is closed to partners` : undefined,
        'partners',
        'guards',
        action,
      ),
      ...each(ids, ['partners', 'guards', action], permission),
    ]),
    ...each(partners?.members?.gives, ['partners', 'members', 'gives'], role),
    ...cells(partners?.members?.fields, 'partners', 'members', 'fields'),
    ...cells(partners?.members?.rows, 'partners', 'members', 'rows'),
  ]
}
