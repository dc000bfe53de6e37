import { type AccessRecord, memberStatuses, type ResourceLink } from '../../../shared/access/model.ts'
import type { Catalog } from '../../../shared/catalogs/schema.ts'
import type { Random } from './random.ts'

export const agreements = ['a1', 'a2']
export const instances = ['i1', 'i2']

export const at = (offset: number): string => new Date(Date.UTC(2026, 10, 21, 10) + offset).toISOString()
/** Before, at and after the moments in which questions are asked. */
const untils = [-86_400_000, -1, 0, 1, 3_600_000, 259_200_000].map(at)

/** Someone who may be anything a catalog knows, and things it does not know. */
export function randomMember(catalog: Catalog, random: Random): AccessRecord {
  const kind = randomKind(catalog, random)
  return {
    member: 'm',
    kind,
    status: random.chance(0.85) ? 'active' : random.pick(memberStatuses),
    roles: randomRoles(catalog, kind, random),
    ...random.maybe({ team: 0.02, partner: 0.02, expert: 0.97 }[kind], 'grant', () => ({
      access: random.pick(['read-only', 'limited-write'] as const),
      until: random.chance(0.3) ? null : random.pick(untils),
    })),
    ...(catalog.levels && random.maybe(0.9, 'levels', () => randomLevels(catalog, random))),
    ...(catalog.links && random.maybe(0.8, 'links', () => randomLinks(catalog, random))),
  }
}

function randomKind({ experts, partners }: Catalog, random: Random): AccessRecord['kind'] {
  if (random.chance(experts ? 0.4 : 0.05)) return 'expert'
  return random.chance(partners ? 0.5 : 0.03) ? 'partner' : 'team'
}

function randomRoles({ roles, partners, members }: Catalog, kind: AccessRecord['kind'], random: Random): string[] {
  const known = (kind === 'partner' ? (partners?.roles ?? roles) : roles).map(({ id }) => id)
  const held = members.roles === 'one' ? [random.pick(known)] : random.some(known, random.pick([0.1, 0.3, 0.6]))
  return [...held, ...(random.chance(0.15) ? [random.pick(['no-such-role', 'q1', 'r9'])] : [])]
}

function randomLevels({ levels, permissions }: Catalog, random: Random) {
  // Also modules that are no products: a level stored for one counts nowhere.
  const modules = permissions.map(({ module }) => module)
  const products = [...(levels?.products ?? []).map(({ id }) => id), ...new Set(modules), 'no-such-product']
  const order = [...(levels?.order ?? []).map(({ id }) => id), 'no-such-level']
  const held = () => Object.fromEntries(random.some(products, 0.6).map((product) => [product, random.pick(order)]))
  return Object.fromEntries(random.some(agreements, 0.7).map((agreement) => [agreement, held()]))
}

const randomLinks = ({ links = [] }: Catalog, random: Random): ResourceLink[] =>
  Array.from({ length: random.between(0, 3) }, () => {
    const { type, gives } = random.pick(links)
    const needed = gives.flatMap(({ needs }) => needs ?? [])
    return {
      type: random.chance(0.1) ? 'no-such-type' : type,
      id: random.pick(instances),
      ...random.maybe(0.7, 'properties', () =>
        Object.fromEntries(random.some(needed, 0.6).map((name) => [name, random.chance(0.7)])),
      ),
    }
  })
