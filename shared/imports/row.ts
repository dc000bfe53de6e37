/** One row of a file, as people and our own export write it. */
import { unharmed } from '../activity/formulas.ts'
import type { Fault } from '../errors.ts'
import { NewMember } from '../members/requests.ts'
import type { Row } from './model.ts'

const read = ['email', 'roles', 'name', 'first_name', 'last_name', 'login', 'kind', 'status', 'levels'] as const
/** Of our own export; they are not for a file to set. */
const ignored = ['id', 'created', 'accepted', 'last_seen', 'until'] as const
export const columns = [...read, ...ignored] as const

export const isColumn = (name: string): boolean => (columns as readonly string[]).includes(name)

export type Cells = Readonly<Partial<Record<(typeof columns)[number], string>>>

/** As it was before our export made it harmless for spreadsheets. */
const plain = (cell = ''): string => unharmed(cell).trim()

export function rowOf(row: number, cells: Cells): Row {
  const [first, last, name] = [plain(cells.first_name), plain(cells.last_name), plain(cells.name)]
  const leave = whyLeave(cells)
  const levels = plain(cells.levels)
  return {
    row,
    email: plain(cells.email),
    roles: plain(cells.roles)
      .split(/[\s;]+/)
      .filter(Boolean),
    // An export has both; where both parts are there, the name is made of them.
    ...(first && last ? { firstName: first, lastName: last } : namedBy(name, first, last)),
    ...(levels && { levels }),
    ...(leave && { leave }),
  }
}

const namedBy = (name: string, firstName: string, lastName: string) => ({
  ...(name ? { name } : { ...(firstName && { firstName }), ...(lastName && { lastName }) }),
})

/** An export lists more than a file can invite or change: importing it again leaves those as they are. */
function whyLeave({ kind, status, login, email }: Cells): Fault | undefined {
  if (plain(kind).toLowerCase() === 'expert')
    return { code: 'not_a_team_member', detail: 'Experts are invited with their own consent and window', field: 'kind' }
  if (['revoked', 'expired'].includes(plain(status).toLowerCase()))
    return { code: 'already_ended', detail: 'What has ended does not begin again by an import', field: 'status' }
  if (plain(email) === '' && plain(login) !== '')
    return { code: 'email_missing', detail: 'Has a login and no address: change this member apart', field: 'email' }
  return undefined
}

const shown: Readonly<Record<string, string>> = { firstName: 'first_name', lastName: 'last_name' }
const asColumns = (text: string): string => text.replace(/\b(firstName|lastName)\b/g, (name) => shown[name] ?? name)

/** A fault of a single call, as it is told to who wrote a file. */
export const inFile = ({ code, detail, field }: Fault): Fault => ({
  code,
  detail: asColumns(detail),
  ...(field !== undefined && { field: asColumns(field.replace(/^members\[0\]\./, '')) }),
})

/** `c-1/core=user c-1/telephony=administrator`: a level by agreement and product. Undefined where it is not that. */
function levelsOf(cell: string): Record<string, Record<string, string>> | undefined {
  const held = new Map<string, (readonly [product: string, level: string])[]>()
  for (const entry of cell.split(/[\s;]+/).filter(Boolean)) {
    const [, agreement, product, level] = /^([^/=]+)\/([^/=]+)=([^/=]+)$/.exec(entry) ?? []
    if (agreement === undefined || product === undefined || level === undefined) return undefined
    held.set(agreement, [...(held.get(agreement) ?? []), [product, level]])
  }
  return Object.fromEntries([...held].map(([agreement, levels]) => [agreement, Object.fromEntries(levels)]))
}

/** The person as a single call would name them, or everything that call would refuse. */
export function personOf({ email, roles, name, firstName, lastName, levels: cell }: Row): {
  person?: NewMember
  faults: Fault[]
} {
  const levels = cell === undefined ? undefined : levelsOf(cell)
  if (cell !== undefined && !levels)
    return { faults: [{ code: 'invalid_body', detail: 'A level is written agreement/product=level', field: 'levels' }] }
  const { data, error } = NewMember.safeParse({ email, roles, name, firstName, lastName, levels })
  if (data) return { person: data, faults: [] }
  const faults = error.issues.map(({ path: [first, at], message }): Fault => {
    const field = `${String(first)}${at === undefined ? '' : `[${String(at)}]`}`
    return inFile({ code: 'invalid_body', detail: message, field })
  })
  return { faults }
}
