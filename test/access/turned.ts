/** Applies what an explanation says would turn an answer round to the data that decides. */
import type { Change } from '../../shared/access/flip.ts'
import type { AccessRecord, AccountPolicy, Asked, Properties } from '../../shared/access/model.ts'
import type { Catalog, Condition } from '../../shared/catalogs/schema.ts'

export interface Case {
  catalog: Catalog
  access: AccessRecord
  own: AccountPolicy
  options: readonly string[]
  permission: string
  asked: Asked
}

const given = 'given'

/** The case with these changes made; several where a change leaves open how, such as which agreement is named. */
export function turned(start: Case, changes: readonly Change[]): Case[] {
  return changes.reduce<Case[]>((cases, change) => cases.flatMap((one) => applied(one, change)), [start])
}

function applied(one: Case, change: Change): Case[] {
  const { delegation } = one.access
  if (change.for !== 'subject' || !delegation) return appliedTo(one, change)
  // What concerns the member acted for is done to that member.
  return appliedTo({ ...one, access: delegation.subject }, change).map((done) => ({
    ...done,
    access: { ...one.access, delegation: { ...delegation, subject: done.access } },
  }))
}

function appliedTo(one: Case, change: Change): Case[] {
  const { access, own, asked } = one
  const become = (changes: Partial<AccessRecord>): Case[] => [{ ...one, access: { ...access, ...changes } }]
  const grant = access.grant ?? { access: 'read-only', until: null }
  switch (change.change) {
    case 'accept':
    case 'activate':
      return become({ status: 'active' })
    case 'invite':
      return become({ status: 'active', ...(access.grant && { grant: { ...grant, until: null } }) })
    case 'delegate': {
      const { delegation } = access
      const over = access.status === 'expired' || access.status === 'revoked'
      return become({
        ...(over && { status: 'active' }),
        ...(delegation && { delegation: { ...delegation, access: 'write', until: '9999' } }),
      })
    }
    case 'end-delegation':
      return become({ status: 'revoked' })
    case 'deactivate':
      return become({ status: 'inactive' })
    case 'revoke':
      return become({ status: 'revoked' })
    case 'extend-window':
      return become({ grant: { ...grant, until: null } })
    case 'allow-updating':
      return become({ grant: { ...grant, access: 'limited-write' } })
    case 'give-role':
      return become({ roles: [...access.roles, change.to] })
    case 'take-role':
      return become({ roles: access.roles.filter((role) => role !== change.role) })
    case 'switch-on':
      return [{ ...one, own: { ...own, switches: chosen(own.switches, change, true) } }]
    case 'restriction-off':
      return [{ ...one, own: { ...own, restrictions: chosen(own.restrictions, change, false) } }]
    case 'enable-option':
      return [{ ...one, options: [...one.options, change.of] }]
    case 'set-level': {
      const [product = '', level = ''] = change.to.split(': ')
      const agreement = String(asked.resource?.properties?.agreement ?? given)
      return become({
        levels: { ...access.levels, [agreement]: { ...access.levels?.[agreement], [product]: level } },
      })
    }
    case 'name-agreement':
      return [...Object.keys(access.levels ?? {}), ...(own.agreements ?? [])].map((agreement) =>
        asking(one, 'resource', { agreement }),
      )
    case 'link': {
      const [type = '', id = given] = change.to.split(' ')
      return become({ links: [...(access.links ?? []), { type, id }] })
    }
    case 'complete-link':
      return become({
        links:
          access.links?.map((link) =>
            [link.type, `${link.type} ${link.id}`].includes(change.to) ? { ...link, properties: needs(one) } : link,
          ) ?? [],
      })
    case 'property':
      return properties(one, change.of)
    default:
      return []
  }
}

type Choices = AccountPolicy['switches']
const chosen = (choices: Choices, { role, of }: { role: string; of: string }, on: boolean): Choices => ({
  ...choices,
  [role]: { ...choices[role], [of]: on },
})

const asking = (one: Case, of: 'resource' | 'subject' | 'action', changes: Properties): Case => ({
  ...one,
  asked: { ...one.asked, [of]: { ...one.asked[of], properties: { ...one.asked[of]?.properties, ...changes } } },
})

const needs = ({ catalog, permission }: Case): Properties =>
  Object.fromEntries(
    (catalog.links ?? []).flatMap(({ gives }) =>
      gives.flatMap((gift) => (gift.permission === permission && gift.needs ? [[gift.needs, true]] : [])),
    ),
  )

/** A value that meets one of the conditions on this property, or the instance that was just linked. */
function properties(one: Case, name: string): Case[] {
  const dot = name.indexOf('.')
  const [of, property] = [name.slice(0, dot), name.slice(dot + 1)] as ['resource', string]
  if (one.catalog.links?.some((link) => `resource.${link.property}` === name))
    return (one.access.links ?? []).map(({ id }) => asking(one, of, { [property]: id }))
  const conditions = one.catalog.roles.flatMap(({ when }) => when?.[one.permission] ?? [])
  const value = ({ is, not, isSubject }: Condition) => {
    if (isSubject) return one.asked.subject?.id
    if (is !== undefined) return is
    return typeof not === 'string' ? `${not} not` : typeof not === 'number' ? not + 1 : !not
  }
  return conditions
    .filter((condition) => condition.of === of && condition.property === property)
    .map((condition) => asking(one, of, { [property]: value(condition) }))
}
