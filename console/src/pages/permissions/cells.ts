/** What one cell of the matrix says: held or not, why it cannot be changed, and what stands above it. */
import { type Draft, isChanged, wantedAt } from './draft.ts'
import type { Matrix, Permission, Role } from './matrix.ts'

/** What roles hold by the catalog, before the account flips anything. */
export type CatalogRoles = readonly { id: string; permissions: readonly string[] }[]

export interface Cell {
  held: boolean
  /** Why it cannot be toggled; undefined where it can. */
  lock?: Lock
  changed: boolean
  /** What the catalog says, where the account has it otherwise. */
  catalog?: boolean
  /** The restrictions in force that hide it, whatever the switch says. */
  hiddenBy: readonly string[]
}

/** `waits`: for the platform. `everything`: a role that has all. `fixed`: by the catalog. `looks`: who looks on. */
export type Lock = 'waits' | 'everything' | 'fixed' | 'looks'

export const lockWords: Record<Lock, string> = {
  waits: 'The platform has not enabled it for this account: ask the platform.',
  everything: 'This role has everything, always. Nothing of it can be taken away.',
  fixed: 'The catalog fixes it: no account can change it.',
  looks: 'Your role lets you look at it, not change it.',
}

export interface View {
  matrix: Matrix
  draft: Draft
  catalog: CatalogRoles
  mayFlip: boolean
}

export function cellOf(view: View, role: Role, permission: Permission): Cell {
  const { matrix, draft, catalog } = view
  const spot = { role: role.id, kind: 'switches', id: permission.id } as const
  const isSwitch = role.switches.includes(permission.id)
  const held = isSwitch ? wantedAt(matrix, draft, spot) : role.permissions.includes(permission.id)
  const lock = lockOf(view, role, permission)
  const inCatalog = catalog.find(({ id }) => id === role.id)?.permissions.includes(permission.id) ?? false
  return {
    held,
    ...(lock !== undefined && { lock }),
    changed: isChanged(draft, spot),
    ...(isSwitch && !isWaiting(matrix, permission) && inCatalog !== held && { catalog: inCatalog }),
    hiddenBy: held && !role.locked ? hidingOf(view, role, permission) : [],
  }
}

const isWaiting = ({ onRequest }: Matrix, { id }: Permission): boolean =>
  onRequest.some((one) => one.kind === 'permission' && one.id === id && !one.enabled)

function lockOf({ matrix, mayFlip }: View, role: Role, permission: Permission): Lock | undefined {
  if (isWaiting(matrix, permission)) return 'waits'
  if (role.locked) return 'everything'
  if (!role.switches.includes(permission.id)) return 'fixed'
  return mayFlip ? undefined : 'looks'
}

function hidingOf({ matrix, draft }: View, role: Role, { id, module }: Permission): string[] {
  return matrix.restrictions
    .filter(({ hidesModules, keeps }) => hidesModules.includes(module) && !keeps.includes(id))
    .filter((one) => wantedAt(matrix, draft, { role: role.id, kind: 'restrictions', id: one.id }))
    .map(({ name }) => name)
}

export interface Filter {
  text: string
  onlySwitches: boolean
  onlyDifferences: boolean
}

export interface Group {
  module: string
  permissions: Permission[]
}

/** Whether this catalog leaves anything to accounts; where it does not, a lock on every cell would say nothing. */
export const hasSwitches = ({ roles }: Matrix): boolean => roles.some(({ switches }) => switches.length > 0)

/** The locks there are, for the words below the table. */
export function locksOf(view: View): Lock[] {
  const { roles, permissions } = view.matrix
  const locks = roles.flatMap((role) => permissions.map((permission) => cellOf(view, role, permission).lock))
  return (Object.keys(lockWords) as Lock[]).filter((lock) => locks.includes(lock))
}

/** The permissions that pass, by module, in the catalog's order. */
export function groupsOf(view: View, { text, onlySwitches, onlyDifferences }: Filter): Group[] {
  const { permissions, roles } = view.matrix
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const passes = (permission: Permission) => {
    const said = `${permission.name} ${permission.id} ${permission.module}`.toLowerCase()
    return (
      words.every((word) => said.includes(word)) &&
      (!onlySwitches || roles.some(({ switches }) => switches.includes(permission.id))) &&
      (!onlyDifferences || roles.some((role) => cellOf(view, role, permission).catalog !== undefined))
    )
  }
  const groups = new Map<string, Permission[]>()
  for (const permission of permissions.filter(passes))
    groups.set(permission.module, [...(groups.get(permission.module) ?? []), permission])
  return [...groups].map(([module, permissions]) => ({ module, permissions }))
}
