import { Catalog, type CatalogRole } from '../../../shared/catalogs/schema.ts'
import type { Random } from './random.ts'
import { randomRole } from './random-role.ts'

type Permission = Catalog['permissions'][number]

/** A small catalog that may use every feature of the schema, accepted by it. */
export function randomCatalog(random: Random): Catalog {
  const modules = ['m0', ...random.some(['m1', 'm2', 'm3', 'm4'], 0.7)]
  const permissions = Array.from(
    { length: random.between(3, random.pick([8, 40, 70])) },
    (_, at): Permission => ({
      id: `t${random.between(0, 2)}.p${at}`,
      name: 'p',
      module: random.pick(modules),
      changes: random.chance(0.4),
      ...random.maybe(0.3, 'http', () => true as const),
      ...random.maybe(0.1, 'onRequest', () => true as const),
    }),
  )
  const ids = permissions.map(({ id }) => id)
  const inUse = [...new Set(permissions.map(({ module }) => module))]
  const [owner, ...others] = Array.from({ length: random.between(1, 6) }, (_, at) => randomRole(`r${at}`, ids, random))
  // Every account starts with its owner, whose role waits for nothing.
  const roles = [{ ...owner, onRequest: undefined }, ...others] as CatalogRole[]
  const reducible = roles.filter(({ locked }) => !locked).map(({ id }) => id)
  const experts = random.chance(0.6) ? randomExpertTerms(permissions, inUse, random) : undefined
  const restricted = [...reducible, ...(experts ? ['expert'] : [])]
  return Catalog.parse({
    id: 'random',
    version: 1,
    name: 'Random',
    regions: [{ id: 'here', name: 'Here' }],
    permissions,
    roles,
    ownerRole: 'r0',
    members: { roles: random.pick(['many', 'many', 'one']), shortestName: 1, invitationDays: 7 },
    ...random.maybe(0.7, 'switches', () =>
      Object.fromEntries(random.some(reducible, 0.8).map((role) => [role, random.some(ids, 0.5)])),
    ),
    ...(restricted.length > 0 &&
      random.maybe(0.7, 'restrictions', () => randomRestrictions(restricted, ids, inUse, random))),
    ...random.maybe(0.4, 'levels', () => randomLevels(ids, inUse, random)),
    ...random.maybe(0.4, 'links', () => randomLinks(ids, random)),
    ...(experts && { experts }),
    ...random.maybe(0.4, 'partners', () => randomPartners(permissions, inUse, random)),
    guards: {},
  })
}

const randomRestrictions = (
  roles: readonly string[],
  ids: readonly string[],
  modules: readonly string[],
  random: Random,
) =>
  Array.from({ length: random.between(1, 3) }, (_, at) => ({
    id: `hide.x${at}`,
    name: 'Hide',
    roles: [random.pick(roles), ...random.some(roles, 0.6)],
    hidesModules: random.some(modules, 0.3),
    keeps: random.some(ids, 0.3),
    masks: Array.from({ length: random.between(0, 2) }, () => ({
      permissions: [random.pick(ids), ...random.some(ids, 0.7)],
      fields: [random.pick(['customer.phone', 'customer.name', 'mail'])],
      as: random.pick(['country-code', 'hidden']),
    })),
  }))

const randomLevels = (ids: readonly string[], modules: readonly string[], random: Random) => ({
  core: modules[0],
  ...random.maybe(0.6, 'ownerLevel', () => random.pick(['user', 'administrator'])),
  products: [...new Set([modules[0], ...random.some(modules, 0.7)])].map((id) => ({ id, name: 'Product' })),
  order: ['none', 'user', 'administrator'].map((id) => ({
    id,
    name: id,
    permissions: random.some(ids, 0.4),
    mayGive: random.some(['none', 'user', 'administrator'], 0.5),
  })),
})

const randomLinks = (ids: readonly string[], random: Random) =>
  ['t0', 'elsewhere'].map((type) => ({
    type,
    name: 'Link',
    property: random.pick(['linked', 'of it']),
    gives: random
      .some(ids, 0.3)
      .map((permission) => ({ permission, ...random.maybe(0.4, 'needs', () => random.pick(['sip', 'other thing'])) })),
  }))

function randomExpertTerms(permissions: readonly Permission[], modules: readonly string[], random: Random) {
  const excludedModules = random.some(modules, 0.25)
  const open = permissions.filter(({ module }) => !excludedModules.includes(module))
  return {
    name: 'Expert',
    domains: ['vendor.example'],
    longestWindowHours: 72,
    noLimitClosedIn: [],
    excludedModules,
    readOnly: random
      .some(
        open.filter(({ changes }) => !changes),
        0.6,
      )
      .map(({ id }) => id),
    limitedWrite: random.some(open, 0.4).map(({ id }) => id),
    consent: { version: '1', wording: 'Yes' },
  }
}

function randomPartners(permissions: readonly Permission[], modules: readonly string[], random: Random) {
  const closedModules = random.some(modules, 0.3)
  const open = permissions.filter(({ module }) => !closedModules.includes(module)).map(({ id }) => id)
  return {
    roles: ['r0', 'q1'].map((id) => randomRole(id, open, random, true)),
    closedModules,
    agents: { invitationDays: 7, sharedNames: [], personalDomains: [] },
    guards: {},
  }
}
