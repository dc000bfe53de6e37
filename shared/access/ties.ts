/** What a member would have to be tied to, or by which level, to hold a permission. */
import { has } from './bits.ts'
import type { Change } from './flip.ts'
import type { Asked, ResourceLink } from './model.ts'
import type { Principal } from './prepare.ts'
import { agreementOf, linkNamed } from './sources.ts'

export function levelWays({ access, policy }: Principal, at: number, asked: Asked): Change[][] {
  const product = policy.moduleOf[at] ?? ''
  const lowest = [...policy.levels].find(([, bits]) => has(bits, at))?.[0]
  if (!lowest || !policy.products.has(product)) return []
  const agreement = agreementOf(asked)
  const holding = (levels: Readonly<Record<string, string>> | undefined) =>
    levels !== undefined && Object.hasOwn(levels, product) && has(policy.levels.get(levels[product] ?? '') ?? none, at)
  const set: Change = { change: 'set-level', to: `${product}: ${lowest}` }
  if (agreement !== undefined)
    return access.levels && Object.hasOwn(access.levels, agreement) && holding(access.levels[agreement])
      ? [[]]
      : [[set]]
  const name: Change = { change: 'name-agreement' }
  return [Object.values(access.levels ?? {}).some(holding) ? [name] : [set, name]]
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
