/** What of a member a form changes, and what is missing in it. Pure. */
import { type Fault, Problem } from '../../api/problem.ts'

interface Fields {
  name?: string | null | undefined
  firstName?: string | undefined
  lastName?: string | undefined
  email?: string | null | undefined
  roles: readonly string[]
}

interface Changed {
  name?: string
  firstName?: string
  lastName?: string
  email?: string
  roles?: string[]
}

const sorted = (roles: readonly string[]) => [...roles].sort().join()

/** Nothing else is sent, so nothing else can be refused. */
export function changedOf(draft: Fields, before: Fields): Changed {
  const texts = (['name', 'firstName', 'lastName', 'email'] as const).flatMap((field) => {
    const value = draft[field]?.trim()
    return value === undefined || value === (before[field] ?? '') ? [] : [[field, value]]
  })
  return {
    ...Object.fromEntries(texts),
    ...(sorted(draft.roles) !== sorted(before.roles) && { roles: [...draft.roles] }),
  }
}

/** Said in better words than of a text that is too short. @throws Problem at each field that is empty. */
export function requireFilled(fields: object, at = ''): void {
  const isEmpty = (value: unknown) => value === '' || (Array.isArray(value) && value.length === 0)
  const [first, ...rest] = Object.entries(fields).flatMap(([field, value]): Fault[] =>
    isEmpty(value) ? [{ code: 'missing', detail: 'Fill this in', field: `${at}${field}` }] : [],
  )
  if (first) throw new Problem(400, [first, ...rest])
}
