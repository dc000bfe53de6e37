/** Partners, organizations and accounts that move between them, as a model and as they really are. */
import { accountItem } from '../../shared/accounts/store.ts'
import { newId } from '../../shared/ids.ts'
import { agentKey, agentOfKey, partnerKey } from '../../shared/keys.ts'
import type { Agent, AgentRecord, Organization, Partner } from '../../shared/partners/model.ts'
import { read } from '../../shared/table.ts'
import type { Wire, World } from '../given.ts'
import { nobody } from './helpers.ts'
import { type GivenAgent, givenAgent, organization, put } from './partners.ts'

export const roles = ['reseller', 'reseller', 'implementation-partner'] as const
export const [partners, organizations, accounts] = [roles.length, 2, 3]

export type Step =
  | { do: 'engage' | 'disengage'; account: number; partner: number }
  | { do: 'put-under' | 'take-out'; account: number; organization: number }
  | { do: 'move'; organization: number; partner: number }
  | { do: 'rename'; account: number; name: string }
  | { do: 'switch-partner' | 'switch-agent'; partner: number }

/** What should be: who is on, whose each organization is, and where each account stands. */
export interface Model {
  partners: Staffed[]
  owners: number[]
  accounts: Account[]
}

interface Staffed {
  on: boolean
  agentOn: boolean
}

interface Account {
  engaged: Set<number>
  under?: number
}

export interface Place {
  agents: GivenAgent[]
  organizations: Organization[]
  accounts: string[]
  model: Model
}

/** Accounts as they are stored: nobody is invited. */
async function bareAccount(world: World): Promise<string> {
  const id = newId(world.now())
  await put(
    accountItem({
      ...{ id, name: 'Account', region: 'any', timeZone: 'UTC', catalog: { id: 'talkdesk-partner', version: 1 } },
      ...{ reportEmail: 'r@example.com', owner: nobody, createdAt: world.now(), policyVersion: 1, version: 1 },
    }),
  )
  return id
}

const times = <T>(count: number, make: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))

/** Every organization is the first reseller's, and no account is anybody's. */
export async function furnish(world: World): Promise<Place> {
  const agents = await Promise.all(roles.map((role) => givenAgent(world, role)))
  const [first] = agents as [GivenAgent]
  return {
    agents,
    organizations: await times(organizations, () => organization(world, first)),
    accounts: await times(accounts, () => bareAccount(world)),
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

type Taken<Do extends Step['do']> = Extract<Step, { do: Do }>

/** Each step as the model takes it, and the status that the API is to answer. */
const rules: { [Do in Step['do']]: (model: Model, step: Taken<Do>) => number } = {
  engage: ({ accounts, partners }, { account, partner }) => {
    const { engaged } = accounts[account] as Account
    if (!engaged.has(partner) && !partners[partner]?.on) return 409
    engaged.add(partner)
    return 200
  },
  disengage: ({ accounts }, { account, partner }) => (accounts[account]?.engaged.delete(partner) ? 204 : 404),
  'put-under': ({ accounts, owners, partners }, { account, organization }) => {
    const known = accounts[account] as Account
    if (known.under !== organization && !partners[owners[organization] ?? -1]?.on) return 409
    known.under = organization
    return 200
  },
  'take-out': ({ accounts }, { account, organization }) => {
    const known = accounts[account] as Account
    if (known.under !== organization) return 404
    delete known.under
    return 204
  },
  move: ({ owners, partners }, { organization, partner }) => {
    const canOwn = roles[partner] === 'reseller' && partners[partner]?.on
    if (owners[organization] !== partner && !canOwn) return 409
    owners[organization] = partner
    return 200
  },
  rename: () => 200,
  'switch-partner': ({ partners }, { partner }) => {
    const known = partners[partner] as Staffed
    known.on = !known.on
    return 200
  },
  'switch-agent': ({ partners }, { partner }) => {
    const known = partners[partner] as Staffed
    known.agentOn = !known.agentOn
    return 200
  },
}

export const expected = (model: Model, step: Step): number => rules[step.do](model, step as never)

/** What the agent of a partner sees, as the model has it: accounts by number, and organizations. */
export function due({ partners, owners, accounts }: Model, partner: number) {
  const { on = false, agentOn = false } = partners[partner] ?? {}
  const isTheirs = ({ engaged, under }: Account) =>
    engaged.has(partner) || (under !== undefined && owners[under] === partner)
  const theirs = on && agentOn ? accounts.flatMap((account, at) => (isTheirs(account) ? [at] : [])) : []
  const owned = on && agentOn ? owners.flatMap((owner, at) => (owner === partner ? [at] : [])) : []
  return { listed: theirs, read: theirs, permitted: theirs, owned }
}

/** The ways in which an agent can come across accounts; each answers which, by number. */
export async function looks(world: World, { agents, accounts }: Place, partner: number) {
  const { email, subject } = agents[partner] as GivenAgent
  const [as, decide] = [await world.person(email), await world.service('decide')]
  const body = {
    subject: { type: 'user', id: subject },
    ...{ action: { name: 'view' }, resource: { type: 'accounts.account', id: 'x' } },
  }
  const reads = async (account: string) => (await world.ask('GET', `/accounts/${account}`, { as })).status === 200
  const permits = async (account: string): Promise<boolean> =>
    world.must(await world.ask('POST', `/accounts/${account}/access/v1/evaluation`, { as: decide, body }), 200).decision
  const which = (holds: (account: string) => Promise<boolean>) => async () => {
    const answers = await Promise.all(accounts.map(holds))
    return answers.flatMap((answer, at) => (answer ? [at] : []))
  }
  return {
    listed: async () => numbered(accounts, await pages(world, '/partner/accounts', as)),
    read: which(reads),
    permitted: which(permits),
  }
}

const numbered = (all: readonly string[], found: string[]) => found.map((id) => all.indexOf(id)).sort()

/** What the agent of a partner sees, as the API answers it. */
export async function seen(world: World, place: Place, partner: number) {
  const { listed, read, permitted } = await looks(world, place, partner)
  const as = await world.person((place.agents[partner] as GivenAgent).email)
  const all = place.organizations.map(({ id }) => id)
  const owned = pages(world, '/partner/organizations', as).then((ids) => numbered(all, ids))
  return { listed: await listed(), read: await read(), permitted: await permitted(), owned: await owned }
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
