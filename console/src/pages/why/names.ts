/** What things of a catalog are called. An id that nobody knows is said as humanely as can be. */
import { humane, scopeNames } from '../../words.ts'

interface Named {
  id: string
  name: string
}

interface Known {
  roles: readonly Named[]
  permissions: readonly Named[]
  restrictions: readonly Named[]
  levels: readonly Named[]
}

const find = (all: readonly Named[], id: string): string => all.find((one) => one.id === id)?.name ?? humane(id)

export const namesOf = ({ roles, permissions, restrictions, levels }: Known) => ({
  role: (id: string) => find(roles, id),
  permission: (id: string) => find(permissions, id),
  restriction: (id: string) => find(restrictions, id),
  level: (id: string) => find(levels, id),
  /** Whatever grants something: a role, a level, an expert's scope, or a link. */
  source: (id: string) => {
    const scope = scopeNames[id]?.name
    const known = [...roles, ...levels].find((one) => one.id === id)?.name
    if (scope) return `the expert’s scope “${scope}”`
    return known ? `“${known}”` : `the link to ${id}`
  },
})
export type Names = ReturnType<typeof namesOf>
