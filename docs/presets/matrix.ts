import type { Catalog, CatalogRole } from '../../shared/catalogs/schema.ts'
import { lines, row } from './words.ts'

type Permission = Catalog['permissions'][number]

interface Column {
  name: string
  cell: (permission: Permission) => string
}

/** Permissions by module against everybody who can hold them. */
export function matrix(catalog: Catalog): string {
  const columns = columnsOf(catalog)
  const blank = columns.map(() => '')
  const modules = [...new Set(catalog.permissions.map(({ module }) => module))]
  return lines([
    row(['Permission', '', ...columns.map(({ name }) => name)]),
    row(['---', '---', ...columns.map(() => ':-:')]),
    ...modules.flatMap((module) => [
      row([`**${module}**`, '', ...blank]),
      ...catalog.permissions
        .filter((permission) => permission.module === module)
        .map((permission) =>
          row([title(permission), signs(permission), ...columns.map(({ cell }) => cell(permission))]),
        ),
    ]),
  ])
}

const title = ({ id, name }: Permission) => `${name}<br>\`${id}\``

const signs = ({ changes, personalData, http, onRequest }: Permission) =>
  [changes && 'w', personalData && 'p', http && 'h', onRequest && 'r'].filter(Boolean).join(' ')

const columnsOf = (catalog: Catalog): Column[] => [
  ...catalog.roles.map((role) => roleColumn(role, catalog.switches?.[role.id] ?? [])),
  ...(catalog.levels?.order ?? []).map((level) => ({
    name: `level ${level.name}`,
    cell: ({ id }: Permission) => granted(level.permissions.includes(id), level.inferred?.includes(id)),
  })),
  ...(catalog.links ?? []).map(({ name, gives }) => ({
    name: `link: ${name}`,
    cell: ({ id }: Permission) => granted(gives.some(({ permission }) => permission === id)),
  })),
  ...(catalog.partners?.roles ?? []).map((role) =>
    closedIn(roleColumn(role, []), catalog.partners?.closedModules ?? [], 'partner '),
  ),
  ...expertColumns(catalog),
]

const roleColumn = (role: CatalogRole, flippable: readonly string[]): Column => ({
  name: role.name,
  cell: ({ id }) => {
    if (role.locked) return '!'
    const has = role.permissions.includes(id) || role.when?.[id] !== undefined
    if (!flippable.includes(id)) return granted(has, role.inferred?.includes(id))
    return has ? granted(true, role.inferred?.includes(id)).replace('+', 'o') : 'x'
  },
})

function expertColumns({ experts }: Catalog): Column[] {
  if (!experts) return []
  const column = (name: string, held: readonly string[]): Column =>
    closedIn(
      { name, cell: ({ id, inferred }) => granted(held.includes(id), inferred) },
      experts.excludedModules,
      `${experts.name}, `,
    )
  return [
    column('read-only', experts.readOnly),
    column('limited write', [...experts.readOnly, ...experts.limitedWrite]),
  ]
}

const closedIn = ({ name, cell }: Column, modules: readonly string[], before: string): Column => ({
  name: `${before}${name}`,
  cell: (permission) => (modules.includes(permission.module) ? '-' : cell(permission)),
})

const granted = (yes: boolean, inferred = false) => (yes ? (inferred ? '(+)' : '+') : '')
