import type { Catalog, CatalogRole } from '../../../shared/catalogs/schema.ts'
import type { Decider } from './compare.ts'
import { gatepass } from './gatepass.ts'
import type { Own } from './random-account.ts'

/** Gatepass with another catalog than the one it should go by. */
const reading =
  (change: (catalog: Catalog, own: Own) => Catalog): Decider =>
  (catalog, own) =>
    gatepass(change(catalog, own), own)

const rolesAs = (change: (role: CatalogRole) => CatalogRole) =>
  reading((catalog) => ({ ...catalog, roles: catalog.roles.map(change) }))

const waiting = ({ roles }: Catalog, { options }: Own) =>
  roles.filter(({ id, onRequest }) => onRequest && !options.includes(id))

/** Gatepass with one fault each. A comparison that does not find one of them would prove nothing. */
export const faults: Record<string, Decider> = {
  'the window still open at its end': (catalog, own) => {
    const decide = gatepass(catalog, own)
    return (access, permission, now, asked) => {
      const until = access?.grant?.until
      if (!access?.grant || until !== now) return decide(access, permission, now, asked)
      return decide({ ...access, grant: { ...access.grant, until: null } }, permission, now, asked)
    }
  },
  'a status ignored': (catalog, own) => {
    const decide = gatepass(catalog, own)
    return (access, ...asked) =>
      decide(access?.status === 'expired' ? { ...access, status: 'active' } : access, ...asked)
  },
  'restrictions ignored': (catalog, own) => gatepass(catalog, { ...own, restrictions: {} }),
  'kept permissions hidden': reading(({ restrictions = [], ...catalog }) => ({
    ...catalog,
    restrictions: restrictions.map((one) => ({ ...one, keeps: [] })),
  })),
  'restrictions of experts ignored': (catalog, { restrictions: { expert: _, ...restrictions }, ...own }) =>
    gatepass(catalog, { ...own, restrictions }),
  'switches ignored': (catalog, own) => gatepass(catalog, { ...own, switches: {} }),
  'a switch adding a cell that cannot be flipped': reading((catalog, own) => ({
    ...catalog,
    switches: Object.fromEntries(Object.entries(own.switches).map(([role, cells]) => [role, Object.keys(cells)])),
  })),
  'permissions that wait given': reading(({ permissions, ...catalog }) => ({
    ...catalog,
    permissions: permissions.map(({ onRequest: _, ...permission }) => permission),
  })),
  'roles that wait giving something': rolesAs(({ onRequest: _, ...role }) => role),
  'options ignored': (catalog, own) => gatepass(catalog, { ...own, options: [] }),
  'a role that waits restricting nobody': (catalog, own) => {
    const kept = Object.entries(own.restrictions).filter(
      ([role]) => !waiting(catalog, own).some(({ id }) => id === role),
    )
    return gatepass(catalog, { ...own, restrictions: Object.fromEntries(kept) })
  },
  'a locked role that waits lifting restrictions': (catalog, own) => {
    const locked = waiting(catalog, own).filter((role) => role.locked)
    const [decide, unrestricted] = [gatepass(catalog, own), gatepass(catalog, { ...own, restrictions: {} })]
    return (access, ...asked) => {
      const holds = access?.kind === 'team' && locked.some(({ id }) => access.roles.includes(id))
      return (holds ? unrestricted : decide)(access, ...asked)
    }
  },
  'a role that waits letting in': rolesAs(({ onRequest, ...role }) =>
    onRequest ? { ...role, permissions: [], when: {} } : role,
  ),
  'a locked role reduced': rolesAs(({ locked: _, ...role }) => role),
  'a role without login logging in': rolesAs(({ login: _, ...role }) => role),
  'conditions ignored': rolesAs(({ when = {}, ...role }) => ({
    ...role,
    permissions: [...role.permissions, ...Object.keys(when)],
  })),
  'experts reaching excluded modules': reading(({ experts, ...catalog }) => ({
    ...catalog,
    ...(experts && { experts: { ...experts, excludedModules: [] } }),
  })),
  'read-only experts writing': (catalog, own) => {
    const decide = gatepass(catalog, own)
    return (access, ...asked) =>
      decide(access?.grant ? { ...access, grant: { ...access.grant, access: 'limited-write' } } : access, ...asked)
  },
  'partners reaching closed modules': reading(({ partners, ...catalog }) => ({
    ...catalog,
    ...(partners && { partners: { ...partners, closedModules: [] } }),
  })),
  'a level of another agreement': (catalog, own) => {
    const decide = gatepass(catalog, own)
    return (access, ...asked) =>
      decide(access?.levels?.a1 ? { ...access, levels: { ...access.levels, a2: access.levels.a1 } } : access, ...asked)
  },
  'an owner without the level that comes with the role': (catalog, own) =>
    gatepass(catalog, { ...own, agreements: [] }),
  'an owner in an agreement of somebody else': (catalog, own) =>
    gatepass(catalog, { ...own, agreements: ['a1', 'a2', 'a3'] }),
  'an owner held down by a level that was written': (catalog, own) => {
    const decide = gatepass(catalog, own)
    return (access, permission, now, asked) => {
      const agreement = String(asked?.resource?.properties?.agreement)
      const written = access?.levels?.[agreement] !== undefined
      const others = own.agreements?.filter((one) => !written || one !== agreement) ?? []
      return (written ? gatepass(catalog, { ...own, agreements: others }) : decide)(access, permission, now, asked)
    }
  },
  'a link without what it needs': reading(({ links = [], ...catalog }) => ({
    ...catalog,
    links: links.map((link) => ({ ...link, gives: link.gives.map(({ permission }) => ({ permission })) })),
  })),
  'a link on another instance': (catalog, own) => {
    const decide = gatepass(catalog, own)
    return (access, ...asked) =>
      decide(
        access?.links ? { ...access, links: access.links.map((link) => ({ ...link, id: 'i1' })) } : access,
        ...asked,
      )
  },
  'masks forgotten': (catalog, own) => {
    const decide = gatepass(catalog, own)
    return (...question) => {
      const decision = decide(...question)
      return decision.permit ? { ...decision, obligations: decision.obligations.slice(1) } : decision
    }
  },
}
