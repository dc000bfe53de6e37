/** Partners, their agents and organizations, written as the use cases write them, so that a test begins where it wants to. */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Account } from '../../shared/accounts/model.ts'
import { accountItem, loadAccount } from '../../shared/accounts/store.ts'
import { newId } from '../../shared/ids.ts'
import { agentKey, agentOfKey, engagementKey, partnerKey } from '../../shared/keys.ts'
import { organizationItem } from '../../shared/organizations/store.ts'
import type { Agent, AgentRecord, Organization, Partner } from '../../shared/partners/model.ts'
import { letInUntil } from '../../shared/partners/rules.ts'
import { client, type Item, read, tableName } from '../../shared/table.ts'
import type { World } from '../given.ts'
import { subjectOf } from './helpers.ts'

export const put = (...items: Item[]) =>
  client.send(
    new TransactWriteCommand({ TransactItems: items.map((Item) => ({ Put: { TableName: tableName(), Item } })) }),
  )

export interface GivenAgent {
  partner: string
  id: string
  email: string
  subject: string
}

interface GivenPlace {
  status?: 'active' | 'inactive'
  catalog?: { id: string; version: number }
  /** Who it is, where the person has a login already. */
  subject?: string
}

/** A partner and one agent of it, who leads its staff. */
export async function givenAgent(
  world: World,
  role: 'reseller' | 'implementation-partner' | (string & {}),
  { status = 'active', catalog = { id: 'talkdesk-partner', version: 1 }, ...who }: GivenPlace = {},
): Promise<GivenAgent> {
  const now = world.now()
  const [id, agent] = [newId(now), newId(now)]
  const email = `agent-${agent}@partner.example.com`
  const subject = who.subject ?? (await subjectOf(world, email))
  const partner: Partner = {
    ...{ id, name: 'Partner', role, catalog, domains: ['partner.example.com'] },
    ...{ status: 'active', createdAt: now, version: 1 },
  }
  const staff: Agent = {
    ...{ id: agent, partner: id, status, name: 'Agent', email, lead: true, subject },
    ...{ createdAt: now, acceptedAt: now, version: 1 },
  }
  const record: AgentRecord = {
    ...{ kind: 'agent', agent, partner: id, lead: true, status, since: now },
    activeUntil: letInUntil(now, 30),
    inactiveAfterDays: 30,
  }
  await put(
    { ...partnerKey(id), data: partner },
    { ...agentKey(id, agent), data: staff },
    { ...agentOfKey(subject), data: record },
  )
  return { partner: id, id: agent, email, subject }
}

/** The partner is engaged for the account. */
export async function engage(world: World, { partner }: { partner: string }, { id }: { id: string }): Promise<void> {
  const account = await loadAccount(id)
  const next: Account = { ...account, engaged: [...(account.engaged ?? []), partner], version: account.version + 1 }
  await put(accountItem(next), { ...engagementKey(partner, id), data: { account: id, at: world.now() } })
}

/** An organization of this reseller, with these accounts under it. */
export async function organization(
  world: World,
  { partner }: { partner: string },
  { hostsExpress = true, accounts = [] }: { hostsExpress?: boolean; accounts?: { id: string }[] } = {},
): Promise<Organization> {
  const now = world.now()
  const made: Organization = {
    ...{ id: newId(now), name: 'Organization', reseller: partner, hostsExpress, express: {} },
    ...{ createdAt: now, version: 1 },
  }
  await put(organizationItem(made))
  for (const { id } of accounts) {
    const account = await loadAccount(id)
    await put(accountItem({ ...account, organization: made.id, version: account.version + 1 }))
  }
  return made
}

/** An account of the documented partner product, with an agent of this role to whom it belongs. */
export async function partnered(
  world: World,
  role: 'reseller' | 'implementation-partner',
  catalog = 'talkdesk-partner',
) {
  const account = await world.account({ catalog: { id: catalog }, region: 'any' })
  const agent = await givenAgent(world, role, { catalog: { id: catalog, version: 1 } })
  if (role === 'reseller') await organization(world, agent, { accounts: [account] })
  else await engage(world, agent, account)
  return { account, agent }
}

/** The agent as they are from now on, in both items. */
export async function setAgent(
  { partner, id, subject }: GivenAgent,
  status: { status: Agent['status'] },
): Promise<void> {
  const [staff, record] = [await read<Agent>(agentKey(partner, id)), await read<AgentRecord>(agentOfKey(subject))]
  await put(
    { ...agentKey(partner, id), data: { ...staff, ...status } },
    { ...agentOfKey(subject), data: { ...record, ...status } },
  )
}

/** No implementation partner is engaged for the account any more. */
export async function disengage(id: string): Promise<void> {
  const { engaged: _, ...account } = await loadAccount(id)
  await put(accountItem({ ...account, version: account.version + 1 }))
}
