import { isDeepStrictEqual } from 'node:util'
import { Refusal } from '../../errors.ts'
import { isId } from '../../ids.ts'
import {
  agentEmailKey,
  agentKey,
  agentOfKey,
  endsDueEntry,
  invitationsToEmailEntry,
  type Key,
  leadsKey,
  prefix,
  startingWith,
} from '../../keys.ts'
import type { LinkHolder } from '../../members/rules.ts'
import { closeLink, newLink } from '../../members/store.ts'
import {
  absent,
  type Change,
  type Condition,
  type Item,
  type Page,
  query,
  read,
  readSet,
  versionIs,
} from '../../table.ts'
import type { Agent, AgentRecord } from '../model.ts'

/** An agent with the index entry its state calls for. */
const agentItem = (agent: Agent): Item<Agent> => ({
  ...agentKey(agent.partner, agent.id),
  ...(agent.status === 'invited' && agent.email && invitationsToEmailEntry(agent.email)),
  data: agent,
})

const recordItem = (subject: string, record: AgentRecord): Item<AgentRecord> => ({
  ...agentOfKey(subject),
  ...(record.status === 'active' && record.activeUntil && endsDueEntry(record.agent, record.activeUntil)),
  data: record,
})

const alreadyAgent = () =>
  new Refusal('already_agent', 'You are an agent of a partner already, and nobody is of two: leave that one first')

/** From then on decisions know whose agent the person is; of one partner at most. */
export const newRecord = (subject: string, record: AgentRecord): Change => ({
  put: recordItem(subject, record),
  when: absent,
  otherwise: alreadyAgent(),
})

/** Still this agent's, and not seen since it was read: the days that begin anew with that must not be lost. */
const unmoved = ({ agent, activeUntil }: AgentRecord): Condition => ({
  text: '#data.#agent = :agent AND #data.#activeUntil = :until',
  names: { '#data': 'data', '#agent': 'agent', '#activeUntil': 'activeUntil' },
  values: { ':agent': agent, ':until': activeUntil },
})

/** The record written over the one that was read; nothing where it stays as it is. */
export const replaceRecord = (subject: string, before: AgentRecord, after: AgentRecord): Change[] =>
  isDeepStrictEqual(before, after) ? [] : [{ put: recordItem(subject, after), when: unmoved(before) }]

/** The person is nobody's agent any more, and may become another partner's. */
export const forgetRecord = (subject: string, record: AgentRecord): Change => ({
  remove: agentOfKey(subject),
  when: unmoved(record),
})

export const newAgent = (agent: Agent): Change => ({ put: agentItem(agent), when: absent })

/** An agent written over the version that was read. */
export const replaceAgent = (before: Agent, after: Agent): Change => ({
  put: agentItem({ ...after, version: before.version + 1 }),
  when: versionIs(before.version),
})

const taken = (field: string) =>
  new Refusal('already_invited', 'This person has an open invitation to this partner, or is its agent', field)

/** Nobody is invited twice while an earlier invitation or place runs. */
export const lockAgentEmail = ({ partner, id, email }: Agent & { email: string }, field: string): Change => ({
  put: { ...agentEmailKey(partner, email), data: { agent: id } },
  when: absent,
  otherwise: taken(field),
})

export const unlockAgentEmail = ({ partner, email }: Agent): Change[] =>
  email === null ? [] : [{ remove: agentEmailKey(partner, email) }]

const holder = ({ partner, id, status, invitation }: Agent): LinkHolder => ({
  ...{ account: partner, id, kind: 'agent', status },
  ...(invitation && { invitation }),
})

export const newAgentLink = (agent: Agent): Change[] => newLink(holder(agent))
export const closeAgentLink = (agent: Agent, how: Parameters<typeof closeLink>[1]): Change[] =>
  closeLink(holder(agent), how)

export const findAgent = (partner: string, id: string) => read<Agent>(agentKey(partner, id))

/** @throws Refusal agent_unknown. */
export async function loadAgent(partner: string, id: string): Promise<Agent> {
  const agent = isId(id) ? await findAgent(partner, id) : undefined
  if (!agent) throw new Refusal('agent_unknown', 'There is no such agent of this partner')
  return agent
}

/** What decisions read of an agent who has accepted and was not removed. */
export const recordOf = async ({ id, subject }: Agent): Promise<AgentRecord | undefined> => {
  const record = subject === undefined ? undefined : await read<AgentRecord>(agentOfKey(subject))
  return record?.agent === id ? record : undefined
}

/** Ids of the agents who lead. */
export const activeLeads = (partner: string): Promise<string[]> => readSet(leadsKey(partner), 'leads')

/** One page of a partner's agents, in the order they were invited; without whom nothing is left of. */
export async function agentsPage(partner: string, page: { limit: number; after?: Key | undefined }) {
  const partition = agentKey(partner, '').pk
  const found: Page<Agent> = await query({ partition, between: startingWith(prefix.agent) }, page)
  return { ...found, items: found.items.filter(({ erasedAt }) => erasedAt === undefined) }
}
