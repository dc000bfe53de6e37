/** How a document is looked over for names that lead nowhere. Pure. */

export type Path = (string | number)[]

export interface Contradiction {
  path: Path
  message: string
}

export const doubles = (list: readonly { id: string }[] = [], ...path: Path): Contradiction[] =>
  list.flatMap(({ id }, at) =>
    list.findIndex((other) => other.id === id) < at
      ? [{ path: [...path, at, 'id'], message: `${id} stands twice` }]
      : [],
  )

/** A fault for each entry of a list that `wrong` has words for. */
export const each = (list: readonly string[] | undefined, path: Path, wrong: (id: string) => string | undefined) =>
  (list ?? []).flatMap((id, at): Contradiction[] => {
    const message = wrong(id)
    return message === undefined ? [] : [{ path: [...path, at], message }]
  })

/** Says what is unknown about an id of one kind. */
export const among = (kind: string, ids: Iterable<string>) => {
  const known = new Set(ids)
  return (id: string) => (known.has(id) ? undefined : `unknown ${kind} ${id}`)
}

export const one = (message: string | undefined, ...path: Path): Contradiction[] => (message ? [{ path, message }] : [])

export const idsOf = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id)
