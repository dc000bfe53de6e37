/** What an invitation still lacks before it is sent; the server looks again. Pure. */
import { type Draft, fieldOf, most, type Person } from './draft.ts'
import type { Fault } from './faults.ts'

/** What of the account’s terms decides what a draft needs. */
export interface Needs {
  shortestName: number
  /** A first and a last name rather than one name. */
  twoNames: boolean
  domains: readonly string[]
  /** Whoever holds this role needs no level. */
  ownerRole: string
  /** The product on which somebody new needs a level, where there are levels to give. */
  core: { id: string; name: string } | undefined
}

/** As much of an address as can be told without sending to it. */
const isAddress = (email: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
const normal = (email: string): string => email.trim().toLowerCase()

function nameFaults(draft: Draft, person: Person, at: number, { shortestName, twoNames }: Needs): Fault[] {
  const parts = draft.as === 'team' && twoNames ? (['firstName', 'lastName'] as const) : (['name'] as const)
  const detail = shortestName > 1 ? `A name has at least ${shortestName} characters` : 'Write a name'
  return parts
    .filter((part) => person[part].trim().length < Math.max(1, shortestName))
    .map((part) => ({ detail, field: fieldOf(draft.as, at, part) }))
}

function emailFaults({ as, people }: Draft, { email }: Person, at: number, { domains }: Needs): Fault[] {
  const field = fieldOf(as, at, 'email')
  if (!isAddress(email)) return [{ detail: `Write an address such as name@${domains[0] ?? 'example.com'}`, field }]
  if (as === 'expert' && !domains.includes(normal(email).split('@')[1] ?? ''))
    return [{ detail: `Only addresses at ${domains.join(', ')} can be invited`, field }]
  const isDoubled = people.slice(0, at).some((earlier) => normal(earlier.email) === normal(email))
  return isDoubled ? [{ detail: 'The address stands twice', field }] : []
}

function teamFaults({ as }: Draft, { roles, levels }: Person, at: number, { core, ownerRole }: Needs): Fault[] {
  if (as !== 'team') return []
  if (roles.length === 0) return [{ detail: 'Choose a role', field: fieldOf(as, at, 'roles') }]
  if (!core || roles.includes(ownerRole) || Object.values(levels).some((held) => core.id in held)) return []
  return [{ detail: `Give a level on ${core.name} in at least one agreement`, field: fieldOf(as, at, 'levels') }]
}

function termFaults({ as, end, day, until, agreed }: Draft): Fault[] {
  if (as !== 'expert') return []
  const faults: Fault[] = []
  if (end === 'custom' && !day) faults.push({ detail: 'Choose the day on which access ends', field: 'until.day' })
  if (end === 'custom' && !until) faults.push({ detail: 'Choose the time at which access ends', field: 'until.time' })
  if (!agreed)
    faults.push({ detail: 'Experts are invited only with your consent: tick the box', field: 'consent.accepted' })
  return faults
}

/** Everything that is missing or cannot be, each at its field; the server looks again. */
export function faultsOf(draft: Draft, needs: Needs): Fault[] {
  const { as, people } = draft
  const over = people.length - most[as]
  return [
    ...(over > 0
      ? [{ detail: `At most ${most[as]} can be invited at once: remove ${over}, and invite them next` }]
      : []),
    ...people.flatMap((person, at) => [
      ...nameFaults(draft, person, at, needs),
      ...emailFaults(draft, person, at, needs),
      ...teamFaults(draft, person, at, needs),
    ]),
    ...termFaults(draft),
  ]
}
