import { catalogFor } from '../accounts/policy.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import type { Key } from '../keys.ts'
import { askedOf, type Evaluation } from './authzen.ts'
import { decideFor } from './decide.ts'
import { loadPrincipals, nameOf, personOf } from './evaluate.ts'
import type { Properties, ResourceLink } from './model.ts'
import { prepare } from './prepare.ts'

/** Searches are questions, not access: nothing is recorded, and what they find is decided again when it is used. */
export interface Found<T> {
  results: T[]
  next?: Key | undefined
}

export interface PageAsked {
  limit: number
  after?: Key | undefined
}

export const foreignToken = () =>
  new Refusal('invalid_body', 'This token was not given out by this search', 'page.token')

/** A page of what is known at once; its place is how many came before. */
function slice<T>(results: T[], { limit, after }: PageAsked): Found<T> {
  const from = Number(after?.sk ?? 0)
  if (!Number.isInteger(from) || from < 0) throw foreignToken()
  const to = from + limit
  return { results: results.slice(from, to), ...(to < results.length && { next: { pk: 'from', sk: String(to) } }) }
}

export interface Entity {
  type: string
  id: string
}

type AnySubject = Omit<Evaluation['subject'], 'type'> & { type: string }

export interface ResourceSearch {
  subject: AnySubject
  action: Evaluation['action']
  resource: { type: string; properties?: Properties }
}

/** On which instances: of those the catalog names and those the member is linked to. Gatepass knows no others. */
export async function searchResources(
  account: string,
  { subject, action, resource }: ResourceSearch,
  page: PageAsked,
  now: Instant,
): Promise<Found<Entity>> {
  const { account: found, policy, principal } = await searching(account, subject, now)
  if (!principal) return { results: [] }
  const catalog = await catalogFor(found)
  const permission = permissionOn(resource, action)
  const results = instances(catalog, resource.type, (principal.subject ?? principal).access.links ?? []).filter(
    (instance) => {
      const asked = askedOf(policy, { subject, action, resource: { ...resource, ...instance } })
      return decideFor(principal, permission, now, asked).permit
    },
  )
  return slice(results, page)
}

export interface ActionSearch {
  subject: AnySubject
  resource: Evaluation['resource']
}

/** Which actions: of all the catalog has for this type of resource. */
export async function searchActions(
  account: string,
  { subject, resource }: ActionSearch,
  page: PageAsked,
  now: Instant,
): Promise<Found<{ name: string }>> {
  const { policy, principal } = await searching(account, subject, now)
  if (!principal) return { results: [] }
  const asked = askedOf(policy, { subject, resource })
  const results = policy.permissions.flatMap((permission) => {
    const dot = permission.lastIndexOf('.')
    if (permission.slice(0, dot) !== resource.type) return []
    return decideFor(principal, permission, now, asked).permit ? [{ name: permission.slice(dot + 1) }] : []
  })
  return slice(results, page)
}

async function searching(account: string, { type, ...subject }: AnySubject, now: Instant) {
  const known = type === 'user' || type === 'member' ? [personOf({ ...subject, type })] : []
  const { principals, ...loaded } = await loadPrincipals(account, known, now)
  const access = known[0] && principals.get(nameOf(known[0]))
  return { ...loaded, principal: access && prepare(loaded.policy, access) }
}

export const permissionOn = ({ type }: { type: string }, { name }: { name: string }) => `${type}.${name}`

function instances({ resources = [] }: Catalog, type: string, links: readonly ResourceLink[]): Entity[] {
  const ids = [...resources, ...links].filter((one) => one.type === type).map(({ id }) => id)
  return [...new Set(ids)].map((id) => ({ type, id }))
}
