import type { AccessRecord, Asked } from '../../../shared/access/model.ts'
import type { Catalog } from '../../../shared/catalogs/schema.ts'
import type { Question } from './cedar.ts'
import type { Random } from './random.ts'
import { agreements, at, instances } from './random-member.ts'
import { conditionValues } from './random-role.ts'

/** What is asked about one member: a moment, and what the platform tells with it. */
export function randomQuestion(catalog: Catalog, access: AccessRecord, random: Random): Question {
  return {
    access: random.chance(0.005) ? undefined : access,
    now: at(random.pick([0, 0, 0, -1, 1, 3_600_000])),
    asked: random.chance(tells(catalog) ? 0.9 : 0.2) ? randomAsked(catalog, random) : undefined,
  }
}

/** Whether a catalog asks anything of what is sent along. */
const tells = ({ levels, links, roles, partners }: Catalog) =>
  levels !== undefined || links !== undefined || [...roles, ...(partners?.roles ?? [])].some(({ when }) => when)

const randomAsked = (catalog: Catalog, random: Random): Asked => ({
  ...random.maybe(0.8, 'resource', () => randomResource(catalog, random)),
  ...random.maybe(0.7, 'subject', () => ({
    ...random.maybe(0.8, 'id', () => random.pick(['me', 'other'])),
    ...properties(catalog, random),
  })),
  ...random.maybe(0.5, 'action', () => properties(catalog, random)),
})

const randomResource = (catalog: Catalog, random: Random) => ({
  ...random.maybe(0.8, 'type', () => random.pick([...(catalog.links ?? []).map(({ type }) => type), 't1', 'thing'])),
  ...random.maybe(0.9, 'id', () => random.pick([...instances, 'i3'])),
  ...random.maybe(0.9, 'properties', () => ({
    ...properties(catalog, random).properties,
    ...(catalog.levels && random.maybe(0.8, 'agreement', () => random.pick([...agreements, ...agreements, 'a3', 1]))),
    ...Object.fromEntries(
      random.some(catalog.links ?? [], 0.8).map(({ property }) => [property, random.pick([...instances, 'i3', 1])]),
    ),
  })),
})

/** Values conditions compare with, others, lists, and nothing. */
const properties = (catalog: Catalog, random: Random) =>
  random.maybe(0.8, 'properties', () => {
    const { named, compared } = conditionsOf(catalog)
    return Object.fromEntries(random.some(named, 0.6).map((name) => [name, random.pick(compared)]))
  })

const known = new WeakMap<Catalog, ReturnType<typeof readConditions>>()

function conditionsOf(catalog: Catalog) {
  const found = known.get(catalog) ?? readConditions(catalog)
  known.set(catalog, found)
  return found
}

function readConditions({ roles, partners }: Catalog) {
  const all = [...roles, ...(partners?.roles ?? [])].flatMap(({ when = {} }) => Object.values(when).flat())
  const values = all.flatMap(({ is, not }) => [is, not].filter((value) => value !== undefined))
  return {
    named: [...new Set([...all.map(({ property }) => property), 'something else'])],
    compared: [...new Set([...values, ...conditionValues]), null, ['a']],
  }
}
