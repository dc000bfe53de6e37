import type { Account } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import { findDelegation } from '../delegations/store.ts'
import { memberKey } from '../keys.ts'
import { accessRecord } from '../members/access-record.ts'
import { membersPage } from '../members/store.ts'
import { agentsPage, firstAgentOf, partnersOf } from '../partners/agents-of-account.ts'
import { askedOf, type Evaluation } from './authzen.ts'
import { decideFor } from './decide.ts'
import { loadPrincipals, nameOf, personOf } from './evaluate.ts'
import type { AccessRecord, Properties } from './model.ts'
import { prepare } from './prepare.ts'
import { type Entity, type Found, foreignToken, type PageAsked, permissionOn } from './search.ts'

export interface SubjectSearch {
  subject: { type: string; properties?: Properties }
  action: Evaluation['action']
  resource: Evaluation['resource']
}

/** Whether somebody of this id may; everything else is settled. */
type May = (id: string, access: AccessRecord) => boolean

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
  const may: May = (id, access) => {
    const asked = askedOf(policy, { subject: { type, id, ...(properties && { properties }) }, action, resource })
    return decideFor(prepare(policy, access), permissionOn(resource, action), now, asked).permit
  }
  const { delegation } = personOf({ type, id: '', ...(properties && { properties }) })
  if (delegation !== undefined) return { results: type === 'user' ? await acting(account, delegation, may, now) : [] }
  if (page.after && page.after.pk !== memberKey(account, '').pk) return agents(found, page, may, now)
  const { items, next } = await membersPage(account, page)
  const results = items.flatMap((member) => {
    const id = type === 'user' ? member.subject : member.id
    return id !== undefined && may(id, accessRecord(member)) ? [{ type, id }] : []
  })
  const [first] = type === 'user' ? await partnersOf(found) : []
  return { results, next: next ?? (first === undefined ? undefined : firstAgentOf(first)) }
}

/** Under a delegation one person acts, and nobody else. */
async function acting(account: string, delegation: string, may: May, now: Instant): Promise<Entity[]> {
  const found = await findDelegation(account, delegation)
  if (!found) return []
  const person = { type: 'user', id: found.actor.subject, delegation } as const
  const access = (await loadPrincipals(account, [person], now)).principals.get(nameOf(person))
  return access && may(person.id, access) ? [{ type: person.type, id: person.id }] : []
}

async function agents(account: Account, page: PageAsked, may: May, now: Instant): Promise<Found<Entity>> {
  const { after } = page
  const found = after && (await agentsPage(account, await partnersOf(account), { ...page, after }, now))
  if (!found) throw foreignToken()
  const results = found.items.flatMap(({ subject, access }) =>
    may(subject, access) ? [{ type: 'user', id: subject }] : [],
  )
  return { results, next: found.next }
}
