/** What of a list is asked for, as an address holds it and the API takes it: one set of names for both. Pure. */
export const names = ['search', 'filter', 'status', 'role', 'activeOnly', 'sort'] as const
export type Asked = Partial<Record<(typeof names)[number], string>>

const filled = (asked: Asked): [string, string][] =>
  names.flatMap((name) => (asked[name] ? [[name, asked[name]] satisfies [string, string]] : []))

export const askedIn = (address: Pick<URLSearchParams, 'get'>): Asked =>
  Object.fromEntries(names.flatMap((name) => (address.get(name) ? [[name, address.get(name)]] : [])))

/** For an address: what is not asked for does not stand there. */
export const asAddress = (asked: Asked): [string, string][] => filled(asked)

/** For the API: in the order that the table says it is in. */
export const asQuery = (asked: Asked): Record<string, string> => Object.fromEntries(filled({ sort: 'name', ...asked }))

/** Whether anybody is left out. */
export const isNarrowed = ({ sort: _, ...asked }: Asked): boolean => filled(asked).length > 0

/** `status` has one direction only. */
export const sortBy = (field: string, descending: boolean): string =>
  descending && field !== 'status' ? `-${field}` : field

export const sortedBy = ({ sort = 'name' }: Asked) => ({
  field: sort.replace('-', ''),
  descending: sort.startsWith('-'),
})

interface Turned {
  currentPageIndex: number
  pagesCount: number
  openEnd: boolean
}

/** How many there are, as far as anybody has looked: nothing counts a hundred thousand for a heading. */
export function counted(rows: number, size: number, { currentPageIndex, pagesCount, openEnd }: Turned): string {
  if (!openEnd && pagesCount === 1) return String(rows)
  return openEnd ? `${Math.max((pagesCount - 1) * size, rows)}+` : `${(currentPageIndex - 1) * size + rows}+`
}
