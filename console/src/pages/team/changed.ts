/** What of a member a form changes: nothing else is sent, so nothing else can be refused. Pure. */
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
