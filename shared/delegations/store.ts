import { Refusal } from '../errors.ts'
import { isId } from '../ids.ts'
import { delegationKey, endsDueEntry, type Key, openDelegationsOfAgentEntry, prefix, startingWith } from '../keys.ts'
import { type Item, type Page, query, read, readMany } from '../table.ts'
import type { Delegation } from './model.ts'

/** A delegation with the index entries its state calls for. */
export const delegationItem = (delegation: Delegation): Item<Delegation> => ({
  ...delegationKey(delegation.account, delegation.id),
  ...(delegation.status === 'active' && {
    ...endsDueEntry(delegation.id, delegation.until),
    ...openDelegationsOfAgentEntry(delegation.actor.agent),
  }),
  data: delegation,
})

export const findDelegation = async (account: string, id: string): Promise<Delegation | undefined> =>
  isId(id) ? read<Delegation>(delegationKey(account, id)) : undefined

export const delegationUnknown = () => new Refusal('delegation_unknown', 'There is no such delegation in this account')

/** @throws Refusal delegation_unknown. */
export async function loadDelegation(account: string, id: string): Promise<Delegation> {
  const found = await findDelegation(account, id)
  if (!found) throw delegationUnknown()
  return found
}

/** Up to 100 delegations of an account, by id. */
export async function findDelegations(account: string, ids: readonly string[]): Promise<Map<string, Delegation>> {
  const known = ids.filter(isId)
  const found = known.length > 0 ? await readMany<Delegation>(known.map((id) => delegationKey(account, id))) : []
  return new Map(found.flatMap((one) => (one ? [[one.id, one]] : [])))
}

/** One page of an account's delegations, newest first. */
export const delegationsOf = (
  account: string,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Delegation>> =>
  query<Delegation>(
    { partition: delegationKey(account, '').pk, between: startingWith(prefix.delegation) },
    { ...page, newestFirst: true },
  )

/** One page of what an agent began and nothing has ended. The index may lag: each is read again. */
export async function openDelegationsOf(
  agent: string,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Delegation>> {
  const partition = openDelegationsOfAgentEntry(agent).delegate
  const { items, ...next } = await query<Delegation>({ index: 'openDelegationsOfAgent', partition }, page)
  const now = await readMany<Delegation>(items.map(({ account, id }) => delegationKey(account, id)))
  return { items: now.filter((one) => one?.status === 'active') as Delegation[], ...next }
}
