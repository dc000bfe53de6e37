/** What a member would have to be tied to, or by which level, to hold a permission. */
import { has } from './bits.ts'
import type { Change } from './flip.ts'
import { agreementsOf, byRule, levelHeld } from './levels.ts'
import type { Asked, ResourceLink } from './model.ts'
import type { Principal } from './prepare.ts'
import { agreementOf, linkNamed } from './sources.ts'

export function levelWays({ access, policy }: Principal, at: number, asked: Asked): Change[][] {
  const product = policy.moduleOf[at] ?? ''
  const lowest = [...policy.levels].find(([, bits]) => has(bits, at))?.[0]
  if (!lowest || !policy.products.has(product)) return []
  const agreement = agreementOf(asked)
  const holding = (one: string) => has(policy.levels.get(levelHeld(policy, access, one, product) ?? '') ?? none, at)
  const set: Change = { change: 'set-level', to: `${product}: ${lowest}` }
  const name: Change[] = agreement === undefined ? [{ change: 'name-agreement' }] : []
  const where = agreement === undefined ? agreementsOf(policy, access) : [agreement]
  if (where.some(holding)) return [name]
  // What an owner holds by rule is not set to anything else.
  const settable = byRule(policy, access) === undefined || !where.some((one) => policy.agreements.has(one))
  return settable ? [[set, ...name]] : []
}

const none = new Uint32Array()

export function linkWays({ access, policy }: Principal, at: number, { resource }: Asked): Change[][] {
  return [...policy.links.values()].flatMap((kind): Change[][] => {
    const gift = kind.gives.get(at)
    if (!gift) return []
    const id = linkNamed(kind, resource)
    const to = id === undefined ? kind.type : `${kind.type} ${id}`
    const complete = ({ properties }: Partial<ResourceLink>) =>
      gift.needs === undefined || properties?.[gift.needs] === true
    const tied = (access.links ?? []).filter((one) => one.type === kind.type && (id === undefined || one.id === id))
    const link = tied.find(complete) ?? tied[0]
    return [
      [
        ...(link ? [] : [{ change: 'link' as const, to }]),
        ...(complete(link ?? {}) ? [] : [{ change: 'complete-link' as const, to }]),
        ...(id === undefined ? [{ change: 'property' as const, of: `resource.${kind.property}` }] : []),
      ],
    ]
  })
}
