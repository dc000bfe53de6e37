/** Partners, organizations and accounts that move between them, as a model and as they really are. */
import { accountItem } from '../../shared/accounts/store.ts'
import type { Delegation } from '../../shared/delegations/model.ts'
import { delegationItem } from '../../shared/delegations/store.ts'
import { newId } from '../../shared/ids.ts'
import { agentKey, agentOfKey, partnerKey } from '../../shared/keys.ts'
import type { TeamMember } from '../../shared/members/model.ts'
import { memberItems } from '../../shared/members/store.ts'
import type { Agent, AgentRecord, Organization, Partner } from '../../shared/partners/model.ts'
import { read } from '../../shared/table.ts'
import type { Wire, World } from '../given.ts'
import { nobody } from './helpers.ts'
import { accounts, type Model, organizations, roles, type Staffed, type Step } from './isolated-model.ts'
import { type GivenAgent, givenAgent, organization, put } from './partners.ts'

export interface Place {
  agents: GivenAgent[]
  organizations: Organization[]
  accounts: string[]
  /** By agent, then account: on behalf of a member there, begun before anything moves. */
  delegations: string[][]
  model: Model
}

/** Accounts as they are stored, with a member to act for: nobody is invited. */
async function bareAccount(world: World): Promise<string> {
  const id = newId(world.now())
  await put(
    accountItem({
      ...{ id, name: 'Account', region: 'any', timeZone: 'UTC', catalog: { id: 'talkdesk-partner', version: 1 } },
      ...{ reportEmail: 'r@example.com', owner: nobody, createdAt: world.now(), policyVersion: 1, version: 1 },
    }),
  )
  const member: TeamMember = {
    ...{ id, account: id, kind: 'team', status: 'active', name: 'Member', email: null, roles: ['administrator'] },
    ...{ createdAt: world.now(), version: 1 },
  }
  await put(...memberItems(member))
  return id
}

/** As if it had been the agent's account once: what it is good for now is what is asked. */
async function begun(world: World, { id: agent, partner, subject }: GivenAgent, account: string): Promise<string> {
  const delegation: Delegation = {
    ...{ kind: 'delegation', id: newId(world.now()), account, status: 'active', actor: { agent, partner, subject } },
    ...{
      subject: account,
      reason: 'Ticket 1',
      access: 'read-only',
      since: world.now(),
      until: world.inHours(8),
      version: 1,
    },
  }
  await put(delegationItem(delegation))
  return delegation.id
}

const times = <T>(count: number, make: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))

/** Every organization is the first reseller's, and no account is anybody's. */
export async function furnish(world: World): Promise<Place> {
  const agents = await Promise.all(roles.map((role) => givenAgent(world, role)))
  const [first] = agents as [GivenAgent]
  const bare = await times(accounts, () => bareAccount(world))
  return {
    agents,
    organizations: await times(organizations, () => organization(world, first)),
    accounts: bare,
    delegations: await Promise.all(
      agents.map((agent) => Promise.all(bare.map((account) => begun(world, agent, account)))),
    ),
    model: {
      partners: roles.map(() => ({ on: true, agentOn: true })),
      owners: Array.from({ length: organizations }, () => 0),
      accounts: Array.from({ length: accounts }, () => ({ engaged: new Set<number>() })),
    },
  }
}

/** The API's part of a step. */
function asked({ agents, organizations, accounts }: Place, step: Step): [string, string, object?] {
  const partner = 'partner' in step ? agents[step.partner]?.partner : ''
  const over = 'organization' in step ? organizations[step.organization]?.id : ''
  const account = 'account' in step ? accounts[step.account] : ''
  switch (step.do) {
    case 'engage':
      return ['PUT', `/accounts/${account}/partners/${partner}`]
    case 'disengage':
      return ['DELETE', `/accounts/${account}/partners/${partner}`]
    case 'put-under':
      return ['PUT', `/organizations/${over}/accounts/${account}`]
    case 'take-out':
      return ['DELETE', `/organizations/${over}/accounts/${account}`]
    case 'move':
      return ['PATCH', `/organizations/${over}`, { reseller: partner }]
    case 'rename':
      return ['PATCH', `/accounts/${account}`, { name: step.name }]
    default:
      throw new Error(`${step.do} is not asked of the API`)
  }
}

/** Takes a step in the world. @returns the status of the answer; 200 for what is written by hand. */
export async function take(world: World, place: Place, step: Step): Promise<number> {
  if (step.do === 'switch-partner' || step.do === 'switch-agent') {
    await write(place, step)
    return 200
  }
  const [method, path, body] = asked(place, step)
  return (await world.ask(method, path, { as: await world.service('operator'), body })).status
}

/** As the use cases for staff write it, once the model has been changed. */
async function write({ agents, model }: Place, step: Extract<Step, { do: `switch-${string}` }>): Promise<void> {
  const { partner, id, subject } = agents[step.partner] as GivenAgent
  const { on, agentOn } = model.partners[step.partner] as Staffed
  const status = (is: boolean) => (is ? ('active' as const) : ('inactive' as const))
  if (step.do === 'switch-partner') {
    const known = (await read<Partner>(partnerKey(partner))) as Partner
    return void (await put({
      ...partnerKey(partner),
      data: { ...known, status: status(on), version: known.version + 1 },
    }))
  }
  const staff = (await read<Agent>(agentKey(partner, id))) as Agent
  const record = (await read<AgentRecord>(agentOfKey(subject))) as AgentRecord
  await put(
    { ...agentKey(partner, id), data: { ...staff, status: status(agentOn), version: staff.version + 1 } },
    { ...agentOfKey(subject), data: { ...record, status: status(agentOn) } },
  )
}

/** The ways in which an agent can come across accounts; each answers which, by number. */
export async function looks(world: World, { agents, accounts, delegations }: Place, partner: number) {
  const { email, subject } = agents[partner] as GivenAgent
  const [as, decide] = [await world.person(email), await world.service('decide')]
  const body = (properties: object) => ({
    subject: { type: 'user', id: subject, properties },
    ...{ action: { name: 'view' }, resource: { type: 'accounts.account', id: 'x' } },
  })
  const reads = async (account: string) => (await world.ask('GET', `/accounts/${account}`, { as })).status === 200
  const decided = async (account: string, properties = {}): Promise<boolean> => {
    const path = `/accounts/${account}/access/v1/evaluation`
    return world.must(await world.ask('POST', path, { as: decide, body: body(properties) }), 200).decision
  }
  const permits = (account: string) => decided(account)
  const acts = (account: string) =>
    decided(account, { delegation: delegations[partner]?.[accounts.indexOf(account)] ?? '' })
  const which = (holds: (account: string) => Promise<boolean>) => async () => {
    const answers = await Promise.all(accounts.map(holds))
    return answers.flatMap((answer, at) => (answer ? [at] : []))
  }
  return {
    listed: async () => numbered(accounts, await pages(world, '/partner/accounts', as)),
    read: which(reads),
    permitted: which(permits),
    acted: which(acts),
  }
}

const numbered = (all: readonly string[], found: string[]) => found.map((id) => all.indexOf(id)).sort()

/** What the agent of a partner sees, as the API answers it. */
export async function seen(world: World, place: Place, partner: number) {
  const { listed, read, permitted, acted } = await looks(world, place, partner)
  const as = await world.person((place.agents[partner] as GivenAgent).email)
  const all = place.organizations.map(({ id }) => id)
  const owned = pages(world, '/partner/organizations', as).then((ids) => numbered(all, ids))
  const told = { listed: await listed(), read: await read(), permitted: await permitted(), acted: await acted() }
  return { ...told, owned: await owned }
}

/** The ids on all pages of a list, two at a time; none where it is refused. */
async function pages(world: World, path: string, as: string): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { status, body }: Wire = await world.ask('GET', `${path}?limit=2${cursor && `&cursor=${cursor}`}`, { as })
    if (status === 403) return []
    ids.push(...body.items.map(({ id }: Wire) => id))
    cursor = body.nextCursor
  }
  return ids
}
