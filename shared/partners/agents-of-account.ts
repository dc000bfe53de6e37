import type { AccessRecord } from '../access/model.ts'
import type { Account } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import {
  accessKey,
  agentKey,
  agentOfKey,
  type Key,
  organizationKey,
  partnerKey,
  prefix,
  startingWith,
} from '../keys.ts'
import { type Page, query, read, readMany } from '../table.ts'
import type { Agent, AgentRecord, Organization, Partner } from './model.ts'
import { counts } from './principal.ts'
import { accessOfAgent } from './rules.ts'

/** Whose agents are let into an account: those it engaged, and the reseller of its organization. */
export async function partnersOf({ engaged = [], organization }: Account): Promise<string[]> {
  const owned = organization === undefined ? undefined : await read<Organization>(organizationKey(organization))
  return [...engaged, ...(owned && !engaged.includes(owned.reseller) ? [owned.reseller] : [])]
}

/** An agent, by the issuer's `sub`. */
export interface KnownAgent {
  subject: string
  access: AccessRecord
}

/** Two items are read for each. */
const mostAtOnce = 50

/** Where a list of agents begins. */
export const firstAgentOf = (partner: string): Key => ({ pk: partnerKey(partner).pk, sk: prefix.agent })

/** One page of the agents of these partners, one partner after the other. @returns undefined where the place is in none of them. */
export async function agentsPage(
  account: Pick<Account, 'id'>,
  partners: readonly string[],
  { limit, after }: { limit: number; after: Key },
  now: Instant,
): Promise<Page<KnownAgent> | undefined> {
  const at = partners.findIndex((one) => partnerKey(one).pk === after.pk)
  const id = partners[at]
  if (id === undefined) return undefined
  const [between, partition] = [startingWith(prefix.agent), agentKey(id, '').pk]
  const [partner, page] = await Promise.all([
    read<Partner>(partnerKey(id)),
    query<Agent>({ partition, between }, { limit: Math.min(limit, mostAtOnce), after }),
  ])
  const subjects = page.items.flatMap(({ subject }) => subject ?? [])
  // Whoever is a member of the account too is listed as that, and counts as that.
  const found = await readMany<unknown>([
    ...subjects.map(agentOfKey),
    ...subjects.map((one) => accessKey(account.id, one)),
  ])
  const items = subjects.flatMap((subject, place) => {
    const record = found[place] as AgentRecord | undefined
    if (counts(found[place + subjects.length] as AccessRecord | undefined)) return []
    return partner && record?.partner === id ? [{ subject, access: accessOfAgent(record, partner, now) }] : []
  })
  const following = partners[at + 1]
  const next = page.next ?? (following === undefined ? undefined : firstAgentOf(following))
  return { items, ...(next && { next }) }
}
