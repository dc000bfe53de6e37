import type { CatalogRole, Condition } from '../../../shared/catalogs/schema.ts'
import type { Random } from './random.ts'

/** `partner`: without what says something about logins only, which partners' staff do not have. */
export function randomRole(id: string, ids: readonly string[], random: Random, partner = false): CatalogRole {
  const locked = random.chance(0.15)
  const waits = random.maybe(locked ? 0.5 : 0.2, 'onRequest', () => true as const)
  const role = { id, name: id, description: '', ...waits }
  if (locked) return { ...role, permissions: random.some(ids, 0.2), locked }
  return {
    ...role,
    permissions: random.some(ids, random.pick([0, 0.2, 0.5])),
    ...random.maybe(0.4, 'when', () =>
      Object.fromEntries(
        random
          .some(ids, 0.2)
          .map((id) => [id, Array.from({ length: random.between(1, 2) }, () => randomCondition(random))]),
      ),
    ),
    ...(!partner && random.maybe(0.2, 'login', () => false as const)),
  }
}

export const conditionProperties = ['owner', 'stage', 'of it']
export const conditionValues = ['a', 'b', 'me', 1, '1', true, false, 'true', -7]

function randomCondition(random: Random): Condition {
  const condition = {
    of: random.pick(['resource', 'subject', 'action'] as const),
    property: random.pick(conditionProperties),
  }
  const value = random.pick(conditionValues)
  return random.pick([
    { ...condition, is: value },
    { ...condition, not: value },
    { ...condition, isSubject: true as const },
  ])
}
