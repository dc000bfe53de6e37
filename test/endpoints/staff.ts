/** Partners and their agents, made through the API as the platform and their leads make them. */
import { newId } from '../../shared/ids.ts'
import type { AgentView } from '../../shared/partners/agents/view.ts'
import type { World } from '../given.ts'
import { subjectOf } from './helpers.ts'

export const address = (world: World) => `${newId(world.now())}@partner.example.com`

export const registration = (world: World, changes: Record<string, unknown> = {}) => ({
  name: 'Partner',
  role: 'reseller',
  catalog: { id: 'talkdesk-partner' },
  domains: ['partner.example.com'],
  agent: { name: 'Lea Lead', email: address(world) },
  ...changes,
})

/** Registers a partner; its first agent is invited. */
export async function register(world: World, changes: Record<string, unknown> = {}) {
  const body = registration(world, changes)
  const answer = await world.ask('POST', '/partners', { as: await world.service('operator'), body })
  return { email: body.agent.email, answer }
}

export interface Staff {
  id: string
  path: string
  lead: { id: string; email: string; subject: string }
}

/** A partner whose first agent has accepted. */
export async function staffed(world: World, changes: Record<string, unknown> = {}): Promise<Staff> {
  const { email, answer } = await register(world, changes)
  const { id } = world.must(answer, 201)
  await world.stack.settle()
  const { agent } = world.must(await world.accept(email), 200)
  return { id, path: `/partners/${id}`, lead: { id: agent, email, subject: await subjectOf(world, email) } }
}

interface Joining {
  name?: string
  email?: string
  lead?: boolean
}

/** Invites one person, by the lead. */
export async function inviteAgent(world: World, { path, lead }: Staff, changes: Joining = {}) {
  const person = { name: 'Ada Agent', email: address(world), ...changes }
  const answer = await world.ask('POST', `${path}/agents`, { as: lead.email, body: { agents: [person] } })
  return { email: person.email, answer }
}

/** An agent who has accepted. */
export async function joinedAgent(world: World, staff: Staff, changes: Joining = {}) {
  const { email, answer } = await inviteAgent(world, staff, changes)
  const { id } = world.must(answer, 201).items[0]
  await world.stack.settle()
  world.must(await world.accept(email), 200)
  return { id: id as string, email, subject: await subjectOf(world, email) }
}

/** The agent as the platform sees them. */
export async function agentNow(world: World, { path }: Staff, id: string): Promise<AgentView | undefined> {
  const answer = await world.ask('GET', `${path}/agents?limit=100`, { as: await world.service('operator') })
  return world.must(answer, 200).items.find((one: AgentView) => one.id === id)
}

/** What is written down about the partner, newest first: who, what, about whom. */
export async function auditOf(world: World, { path }: Staff) {
  const answer = await world.ask('GET', `${path}/audit?limit=100`, { as: await world.service('operator') })
  return world.must(answer, 200).items
}
