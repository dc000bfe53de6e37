/** Random principals under random policies of every preset, and of catalogs denser than any of them. */
import fc from 'fast-check'
import { type AccessRecord, memberStatuses } from '../../shared/access/model.ts'
import { onRequest } from '../../shared/accounts/role-rules.ts'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import type { Case } from './turned.ts'

const preset = (id: string) => presets.find((one) => one.id === id) as Catalog
export const interakt = preset('interakt')
const twice = interakt.restrictions?.map((one) => ({ ...one, hidesModules: ['users', 'analytics'] })) ?? []

/** What no preset has at once: conditions, cells that can be flipped, and restrictions that hide the same. */
const dense: Catalog = {
  ...interakt,
  id: 'dense',
  members: { ...interakt.members, roles: 'many' },
  roles: interakt.roles.map((role) =>
    role.id === 'owner'
      ? role
      : {
          ...role,
          when: {
            'users.user.export': [
              { of: 'resource', property: 'owner', isSubject: true },
              { of: 'action', property: 'soft', is: true },
              { of: 'subject', property: 'team', not: 'none' },
            ],
          },
        },
  ),
  restrictions: twice,
}
/** The same where much has to be enabled first: the locked role, one with conditions, and every third permission. */
const waiting: Catalog = {
  ...dense,
  id: 'waiting',
  ownerRole: 'teammate',
  permissions: dense.permissions.map((one, at) => (at % 3 === 0 ? { ...one, onRequest: true as const } : one)),
  roles: dense.roles.map((role) => (role.id === 'teammate' ? role : { ...role, onRequest: true as const })),
}
/** Levels, links, experts and roles without login, each with something that waits. */
const closed = presets.map((catalog) => ({
  ...catalog,
  permissions: catalog.permissions.map((one, at) => (at % 4 === 0 ? { ...one, onRequest: true as const } : one)),
  roles: catalog.roles.map((role, at) => (at % 3 === 2 ? { ...role, onRequest: true as const } : role)),
}))
/** Where only a role that waits gives a login, and nothing else. */
const door: Catalog = {
  ...preset('jaicp'),
  id: 'door',
  roles: preset('jaicp')
    .roles.filter(({ id }) => ['initial', 'rawlogs-analytic', 'operator'].includes(id))
    .map((role) => (role.login === false ? role : { ...role, permissions: [], onRequest: true as const })),
}
/** Partners who hold what teams do, so that acting on behalf of somebody often gives something. */
const shared: Catalog = {
  ...dense,
  id: 'shared',
  partners: {
    roles: dense.roles.filter(({ locked }) => !locked),
    closedModules: [],
    agents: { invitationDays: 7, sharedNames: [], personalDomains: [] },
    guards: {},
  },
}
const noOwner = { ...dense, id: 'no-owner', roles: dense.roles.slice(1), ownerRole: 'admin' }
const catalogs = [...presets, ...closed, dense, waiting, door, noOwner, shared, shared]
const some = (list: readonly string[]) => fc.subarray([...list])
const choices = (catalog: Catalog, names: readonly string[]) =>
  fc.dictionary(
    fc.constantFrom(...catalog.roles.map(({ id }) => id), 'expert'),
    fc.dictionary(fc.constantFrom(...names, 'x'), fc.boolean()),
  )
const level = ({ levels }: Catalog) =>
  fc.dictionary(
    fc.constantFrom('g1', 'g2'),
    fc.dictionary(
      fc.constantFrom(...(levels?.products.map(({ id }) => id) ?? ['x'])),
      fc.constantFrom(...(levels?.order.map(({ id }) => id) ?? ['x'])),
    ),
  )

function casesOf(catalog: Catalog): fc.Arbitrary<Case> {
  const roles = (list: Catalog['roles']) => some(list.map(({ id }) => id))
  const status = fc.oneof({ weight: 4, arbitrary: fc.constant('active' as const) }, fc.constantFrom(...memberStatuses))
  const common = { member: fc.constant('m'), status }
  const team = fc.record<AccessRecord>({
    ...common,
    kind: fc.constant('team'),
    roles: roles(catalog.roles),
    levels: level(catalog),
    links: fc.uniqueArray(
      fc.record({
        type: fc.constantFrom(...(catalog.links?.map(({ type }) => type) ?? ['x'])),
        id: fc.constantFrom('l1', 'l2'),
        properties: fc.record({ sip: fc.boolean() }),
      }),
      { selector: ({ id }) => id },
    ),
  })
  const partner = fc.record<AccessRecord>({
    ...common,
    kind: fc.constant('partner'),
    roles: roles(catalog.partners?.roles ?? []),
  })
  const expert = fc.record<AccessRecord>({
    ...common,
    kind: fc.constant('expert'),
    roles: fc.constant([]),
    grant: fc.record({
      access: fc.constantFrom('read-only', 'limited-write'),
      until: fc.constantFrom(null, '2026-11-21T11:00:00.000Z', '2026-11-21T09:00:00.000Z'),
    }),
  })
  const onBehalf = fc.record<AccessRecord>({
    ...common,
    kind: fc.constant('partner'),
    roles: roles(catalog.partners?.roles ?? []),
    delegation: fc.record({
      id: fc.constant('d'),
      access: fc.constantFrom('read-only', 'write'),
      until: fc.constantFrom('2026-11-21T11:00:00.000Z', '2026-11-21T09:00:00.000Z'),
      subject: team,
      person: fc.constantFrom('me', 'you'),
    }),
  })
  const property = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
  return fc.record({
    catalog: fc.constant(catalog),
    options: some(
      onRequest(catalog)
        .map(({ id }) => id)
        .concat('x'),
    ),
    access: fc.oneof({ weight: 3, arbitrary: team }, partner, expert, onBehalf),
    own: fc.record({
      switches: choices(catalog, [...new Set(Object.values(catalog.switches ?? {}).flat())]),
      restrictions: choices(
        catalog,
        (catalog.restrictions ?? []).map(({ id }) => id),
      ),
      agreements: some(['g1', 'g2']),
    }),
    permission: fc.constantFrom(...catalog.permissions.map(({ id }) => id)),
    asked: fc.record({
      subject: fc.record({ id: fc.constant('me'), properties: fc.record({ team: property('none', 'a') }) }),
      action: fc.record({ properties: fc.record({ soft: property(true, false) }) }),
      resource: fc.record({
        type: fc.constantFrom('record', 'virtual-pbx.subscriber'),
        id: fc.constantFrom('l1', 'l2', 'l3'),
        properties: fc.record({
          agreement: property('g1', 'g2', 'g3'),
          subscriber: property('l1', 'l2', 'l3'),
          owner: property('me', 'you'),
        }),
      }),
    }),
  })
}

/** Made once per catalog: making them takes longer than drawing from them. */
const made = new Map([...new Set(catalogs)].map((catalog) => [catalog, casesOf(catalog)]))
export const cases = fc.constantFrom(...catalogs).chain((catalog) => made.get(catalog) ?? casesOf(catalog))
