import type { AccountPolicy } from '../../../shared/access/model.ts'
import type { Catalog } from '../../../shared/catalogs/schema.ts'
import type { Random } from './random.ts'
import { agreements } from './random-member.ts'

const stranger = 'no-such-role'

/** Everything an account has of its own. */
export interface Own extends AccountPolicy {
  options: readonly string[]
}

/** All of it as stored: also for what the catalog does not let anybody touch. */
export function randomAccount(catalog: Catalog, random: Random): Own {
  const { permissions, roles, switches, restrictions } = catalog
  const flips = (role: string) => {
    const cells = [
      ...random.some(switches?.[role] ?? [], 0.5),
      ...random.some(
        permissions.map(({ id }) => id),
        random.pick([0, 0.1, 0.5]),
      ),
    ]
    return Object.fromEntries(cells.map((id) => [id, random.chance(0.5)]))
  }
  const limits = () =>
    Object.fromEntries(
      random.some([...(restrictions ?? []).map(({ id }) => id), 'no.such'], 0.7).map((id) => [id, random.chance(0.8)]),
    )
  const holders = [...roles.map(({ id }) => id), stranger, 'expert']
  const each = <T>(share: number, choices: (role: string) => T) =>
    Object.fromEntries(random.some(holders, share).map((role) => [role, choices(role)]))
  return {
    switches: each(random.pick([0, 0.5, 0.9]), flips),
    restrictions: each(random.pick([0, 0.5, 0.8]), limits),
    ...random.maybe(0.8, 'agreements', () => random.some(agreements, 0.6)),
    options: randomOptions(catalog, random),
  }
}

function randomOptions({ permissions, roles, partners }: Catalog, random: Random): string[] {
  const all = [...permissions, ...roles, ...(partners?.roles ?? [])]
  const known = [...all.filter(({ onRequest }) => onRequest), random.pick(all), { id: stranger }]
  return [...new Set(random.some(known, random.pick([0, 0.5, 1])).map(({ id }) => id))]
}

/** A catalog that grants what it closes to experts and partners. The schema refuses it; what is closed has to stay so. */
export function withAnOpening(catalog: Catalog, random: Random): Catalog {
  const { experts, partners, permissions } = catalog
  if (random.chance(0.5)) return catalog
  const closed = (modules: readonly string[]) =>
    random.some(
      permissions.filter(({ module }) => modules.includes(module)).map(({ id }) => id),
      0.5,
    )
  return {
    ...catalog,
    ...(experts && {
      experts: { ...experts, limitedWrite: [...experts.limitedWrite, ...closed(experts.excludedModules)] },
    }),
    ...(partners && {
      partners: {
        ...partners,
        roles: partners.roles.map((role) => ({
          ...role,
          permissions: [...role.permissions, ...closed(partners.closedModules)],
        })),
      },
    }),
  }
}
