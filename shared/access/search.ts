import { catalogFor } from '../accounts/policy.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { type Key, memberKey } from '../keys.ts'
import { accessRecord } from '../members/access-record.ts'
import { membersPage } from '../members/store.ts'
import { agentsPage, firstAgentOf, partnersOf } from '../partners/agents-of-account.ts'
import { askedOf, type Evaluation } from './authzen.ts'
import { decideFor } from './decide.ts'
import { loadPrincipals, nameOf, personOf } from './evaluate.ts'
import type { AccessRecord, Properties, ResourceLink } from './model.ts'
import { prepare } from './prepare.ts'

/** Searches are questions, not access: nothing is recorded, and what they find is decided again when it is used. */
export interface Found<T> {
  results: T[]
  next?: Key | undefined
}

interface PageAsked {
  limit: number
  after?: Key | undefined
}

const foreignToken = () => new Refusal('invalid_body', 'This token was not given out by this search', 'page.token')

/** A page of what is known at once; its place is how many came before. */
function slice<T>(results: T[], { limit, after }: PageAsked): Found<T> {
  const from = Number(after?.sk ?? 0)
  if (!Number.isInteger(from) || from < 0) throw foreignToken()
  const to = from + limit
  return { results: results.slice(from, to), ...(to < results.length && { next: { pk: 'from', sk: String(to) } }) }
}

interface Entity {
  type: string
  id: string
}

export interface SubjectSearch {
  subject: { type: string; properties?: Properties }
  action: Evaluation['action']
  resource: Evaluation['resource']
}

/**
 * Who may: of one bounded page of the account's members those who may, and after them of the agents of its partners, who
 * are known as users alone. A page can be empty and still go on.
 */
export async function searchSubjects(
  account: string,
  { subject: { type, properties }, action, resource }: SubjectSearch,
  page: PageAsked,
  now: Instant,
): Promise<Found<Entity>> {
  const { policy, account: found } = await loadPrincipals(account, [], now)
  if (type !== 'user' && type !== 'member') return { results: [] }
  const may = (id: string, access: AccessRecord) => {
    const asked = askedOf(policy, { subject: { type, id, ...(properties && { properties }) }, action, resource })
    return decideFor(prepare(policy, access), permissionOn(resource, action), now, asked).permit
  }
  const partners = type === 'user' ? await partnersOf(found) : []
  if (page.after && page.after.pk !== memberKey(account, '').pk) {
    const agents = await agentsPage(partners, { ...page, after: page.after }, now)
    if (!agents) throw foreignToken()
    const results = agents.items.flatMap(({ subject, access }) => (may(subject, access) ? [{ type, id: subject }] : []))
    return { results, next: agents.next }
  }
  const { items, next } = await membersPage(account, page)
  const results = items.flatMap((member) => {
    const id = type === 'user' ? member.subject : member.id
    return id !== undefined && may(id, accessRecord(member)) ? [{ type, id }] : []
  })
  const [first] = partners
  return { results, next: next ?? (first === undefined ? undefined : firstAgentOf(first)) }
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
  const results = instances(catalog, resource.type, principal.access.links ?? []).filter((instance) => {
    const asked = askedOf(policy, { subject, action, resource: { ...resource, ...instance } })
    return decideFor(principal, permission, now, asked).permit
  })
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

const permissionOn = ({ type }: { type: string }, { name }: { name: string }) => `${type}.${name}`

function instances({ resources = [] }: Catalog, type: string, links: readonly ResourceLink[]): Entity[] {
  const ids = [...resources, ...links].filter((one) => one.type === type).map(({ id }) => id)
  return [...new Set(ids)].map((id) => ({ type, id }))
}
