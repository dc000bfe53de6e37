import type { Catalog, CatalogRole, Condition } from '../catalogs/schema.ts'
import { add, type Bits, emptyBits, remove } from './bits.ts'
import type { AccountPolicy, ExpertAccess, Mask, Properties, Standing } from './model.ts'
import { sureOf, withOptions } from './options.ts'

/** A role ready for decisions. */
export interface RolePolicy {
  id: string
  /** As the catalog grants it. */
  granted: Bits
  /** As the account's switches leave it. */
  held: Bits
  /** What it gives whatever is asked about: without the cells that hold only under conditions, nothing while it waits. */
  sure: Bits
  /** Cells that hold only under conditions. */
  when: ReadonlyMap<number, readonly Condition[]>
  locked: boolean
  login: boolean
  /** Whether it waits for nothing: neither on request, nor left to be enabled for the account. */
  enabled: boolean
  /** What restrictions that are on for this role hide or mask; absent where none is on. */
  touched?: Bits
}

/** What an account's restrictions that are on for one role do. */
export interface Restricted {
  hidden: Bits
  /** Which restriction hides, for the explanation. */
  hiddenBy: ReadonlyMap<number, readonly string[]>
  masks: ReadonlyMap<number, readonly Mask[]>
}

export interface LinkPolicy {
  type: string
  property: string
  gives: ReadonlyMap<number, { needs?: string }>
}

/** A catalog, what is enabled for an account, and its own switches and restrictions, made ready for decisions. */
export interface Policy {
  index: ReadonlyMap<string, number>
  permissions: readonly string[]
  roles: ReadonlyMap<string, RolePolicy>
  partnerRoles: ReadonlyMap<string, RolePolicy>
  restricted: ReadonlyMap<string, Restricted>
  /** What waits for the platform: given by nothing and to nobody. */
  closed: Bits
  experts: Readonly<Record<ExpertAccess, Bits>>
  /** What no expert reaches, whatever else grants it. */
  excludedForExperts: Bits
  excludedForPartners: Bits
  /** Reachable without a login to the interface. */
  http: Bits
  personalData: Bits
  /** Whose use changes something: closed to who may only look. */
  changes: Bits
  levels: ReadonlyMap<string, Bits>
  moduleOf: readonly string[]
  /** Modules that are products: only there do levels count. */
  products: ReadonlySet<string>
  /** The level that comes with the owner role, on every product of each agreement. */
  ownership?: { role: string; level: string }
  /** The agreements of the account. */
  agreements: ReadonlySet<string>
  links: ReadonlyMap<string, LinkPolicy>
  /** What levels or links may grant: it depends on the resource asked about. */
  onResources: Bits
  /** Properties of resources known in advance, by type and id. */
  resources: ReadonlyMap<string, Properties>
  /** Where the account stands; absent while it is active, with nothing planned. */
  standing?: Standing
}

export const resourceName = (type: string, id: string): string => `${type} ${id}`

export const unchanged: AccountPolicy = { switches: {}, restrictions: {} }

/** The part that only a catalog version decides, with nothing on request enabled; made once per process. */
export function compileCatalog(catalog: Catalog): Policy {
  const { permissions } = catalog
  const index = new Map(permissions.map((permission, at) => [permission.id, at]))
  const set = (ids: Iterable<string>) => {
    const bits = emptyBits(index.size)
    for (const id of ids) {
      const at = index.get(id)
      if (at !== undefined) add(bits, at)
    }
    return bits
  }
  const idsWhere = (test: (permission: Catalog['permissions'][number]) => boolean) =>
    permissions.filter(test).map(({ id }) => id)
  const inModules = (modules: readonly string[] = []) => set(idsWhere(({ module }) => modules.includes(module)))
  const role = (role: CatalogRole): [string, RolePolicy] => {
    const granted = role.locked ? set(index.keys()) : set([...role.permissions, ...Object.keys(role.when ?? {})])
    const when = Object.entries(role.when ?? {}).map(([id, conditions]) => [index.get(id) ?? -1, conditions] as const)
    const { id, locked = false, login = true, onRequest = false } = role
    const made = { id, granted, held: granted, when: new Map(when), locked, login, enabled: !onRequest }
    return [id, { ...made, sure: sureOf(made) }]
  }
  const readOnly = catalog.experts?.readOnly ?? []
  const ownerLevel = catalog.levels?.ownerLevel
  return {
    index,
    permissions: permissions.map(({ id }) => id),
    roles: new Map(catalog.roles.map(role)),
    partnerRoles: new Map((catalog.partners?.roles ?? []).map(role)),
    restricted: new Map(),
    closed: set(idsWhere(({ onRequest }) => onRequest === true)),
    experts: {
      'read-only': set(readOnly),
      'limited-write': set([...readOnly, ...(catalog.experts?.limitedWrite ?? [])]),
    },
    excludedForExperts: inModules(catalog.experts?.excludedModules),
    excludedForPartners: inModules(catalog.partners?.closedModules),
    http: set(idsWhere(({ http }) => http === true)),
    personalData: set(idsWhere(({ personalData }) => personalData === true)),
    changes: set(idsWhere(({ changes }) => changes)),
    levels: new Map((catalog.levels?.order ?? []).map((level) => [level.id, set(level.permissions)])),
    moduleOf: permissions.map(({ module }) => module),
    products: new Set((catalog.levels?.products ?? []).map(({ id }) => id)),
    ...(ownerLevel !== undefined && { ownership: { role: catalog.ownerRole, level: ownerLevel } }),
    agreements: new Set(),
    onResources: set([
      ...(catalog.levels?.order ?? []).flatMap((level) => level.permissions),
      ...(catalog.links ?? []).flatMap(({ gives }) => gives.map(({ permission }) => permission)),
    ]),
    resources: new Map(
      (catalog.resources ?? []).map(({ type, id, properties = {} }) => [resourceName(type, id), properties]),
    ),
    links: new Map(
      (catalog.links ?? []).map(({ type, property, gives }) => [
        type,
        {
          type,
          property,
          gives: new Map(gives.map(({ permission, needs }) => [index.get(permission) ?? -1, needs ? { needs } : {}])),
        },
      ]),
    ),
  }
}

/**
 * What the platform enabled for an account, and its own switches, restrictions and agreements, on top of its catalog:
 * cheap, for a changed policy is compiled at once.
 */
export function compileAccount(
  ofCatalog: Policy,
  catalog: Catalog,
  own: AccountPolicy,
  options: readonly string[],
): Policy {
  const base = withOptions(ofCatalog, options)
  const roles = new Map(base.roles)
  for (const [id, cells] of Object.entries(own.switches)) {
    const role = roles.get(id)
    if (role && !role.locked) roles.set(id, flipped(role, cells, flippableOf(catalog, id), base.index))
  }
  const restricted = new Map<string, Restricted>()
  for (const [id, choices] of Object.entries(own.restrictions)) {
    if (base.roles.get(id)?.locked) continue
    const on = (catalog.restrictions ?? []).filter((one) => choices[one.id] === true && one.roles.includes(id))
    if (on.length === 0) continue
    const made = restrictionsOn(on, base)
    restricted.set(id, made)
    const role = roles.get(id)
    if (role) roles.set(id, { ...role, touched: touchedBy(made) })
  }
  return { ...base, roles, restricted, agreements: new Set(own.agreements) }
}

export const compile = (catalog: Catalog, own: AccountPolicy = unchanged, options: readonly string[] = []): Policy =>
  compileAccount(compileCatalog(catalog), catalog, own, options)

/** The cells of a role that an account may flip. */
export const flippableOf = ({ switches }: Catalog, role: string): readonly string[] =>
  switches && Object.hasOwn(switches, role) ? (switches[role] ?? []) : []

/** Only cells the catalog lets an account flip are flipped, whatever is stored. */
function flipped(
  role: RolePolicy,
  cells: Readonly<Record<string, boolean>>,
  flippable: readonly string[],
  index: Policy['index'],
): RolePolicy {
  const held = role.granted.slice()
  for (const id of flippable) {
    const at = index.get(id)
    if (at === undefined || cells[id] === undefined) continue
    if (cells[id]) add(held, at)
    else remove(held, at)
  }
  return { ...role, held, sure: sureOf({ ...role, held }) }
}

function restrictionsOn(
  on: NonNullable<Catalog['restrictions']>,
  { index, moduleOf, permissions }: Policy,
): Restricted {
  const hidden = emptyBits(moduleOf.length)
  const hiddenBy = new Map<number, string[]>()
  const masks = new Map<number, Mask[]>()
  for (const { id, hidesModules, keeps, masks: masked } of on) {
    for (const [at, permission] of permissions.entries()) {
      if (!hidesModules.includes(moduleOf[at] ?? '') || keeps.includes(permission)) continue
      add(hidden, at)
      hiddenBy.set(at, [...(hiddenBy.get(at) ?? []), id])
    }
    for (const mask of masked) addMask(masks, mask, index)
  }
  return { hidden, hiddenBy, masks }
}

function touchedBy({ hidden, masks }: Restricted): Bits {
  const touched = hidden.slice()
  for (const at of masks.keys()) add(touched, at)
  return touched
}

type CatalogMask = NonNullable<Catalog['restrictions']>[number]['masks'][number]

/** One obligation for each mask of a catalog, so that two roles under the same restriction owe the very same one. */
const obligations = new WeakMap<CatalogMask, Mask>()

function addMask(masks: Map<number, Mask[]>, mask: CatalogMask, index: Policy['index']): void {
  const { fields, as } = mask
  const obligation = obligations.get(mask) ?? { fields, as }
  obligations.set(mask, obligation)
  for (const id of mask.permissions) {
    const at = index.get(id)
    if (at !== undefined) masks.set(at, [...(masks.get(at) ?? []), obligation])
  }
}
