import * as z from 'zod'
import type { Instant } from '../../clock.ts'
import { deliveryStates } from '../../experts/model.ts'
import type { Delivery } from '../../experts/view.ts'
import { agentOfKey, deliveryKey, type Key } from '../../keys.ts'
import { readMany } from '../../table.ts'
import { type Agent, type AgentRecord, agentStatuses, type Partner } from '../model.ts'
import { statusOfAgent } from '../rules.ts'

export const AgentView = z.strictObject({
  id: z.string(),
  /** The one that counts: who was not seen for too long is inactive, and so is all staff of an inactive partner. */
  status: z.enum(agentStatuses),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Runs the partner's staff. */
  lead: z.boolean(),
  createdAt: z.iso.datetime(),
  /** The agent who invited; null where the platform did. */
  invitedBy: z.string().nullable(),
  acceptedAt: z.iso.datetime().nullable(),
  /** Until when they are let in without being seen again. */
  activeUntil: z.iso.datetime().nullable(),
  /** The newest invitation mail, while the invitation is open. */
  delivery: z.strictObject({ state: z.enum(deliveryStates), at: z.iso.datetime().nullable() }).nullable(),
  /** Until when the present link works, while the invitation is open. */
  linkExpiresAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type AgentView = z.infer<typeof AgentView>

interface Known {
  record: AgentRecord | undefined
  delivery: Delivery | undefined
}

function view(agent: Agent, partner: Partner, { record, delivery }: Known, now: Instant): AgentView {
  const { id, name, email, lead, createdAt, invitedBy = null, acceptedAt = null, invitation, version } = agent
  const open = agent.status === 'invited' ? invitation : undefined
  const current = delivery && delivery.rotation === open?.rotation ? delivery : undefined
  const mine = record?.agent === id ? record : undefined
  return {
    ...{ id, name, email, lead, createdAt, invitedBy, acceptedAt, version },
    status: mine ? statusOfAgent(mine, partner, now) : agent.status,
    activeUntil: mine?.status === 'active' ? mine.activeUntil : null,
    delivery: open ? { state: current?.state ?? 'queued', at: current?.at ?? null } : null,
    linkExpiresAt: open?.expiresAt ?? null,
  }
}

const readAll = <T>(keys: readonly Key[]) => (keys.length > 0 ? readMany<T>(keys) : [])

/** Up to 100 agents as the API shows them, with what decisions know of them and how far open invitations came. */
export async function viewAgents(agents: readonly Agent[], partner: Partner, now: Instant): Promise<AgentView[]> {
  const accepted = agents.flatMap(({ id, subject }) =>
    subject === undefined ? [] : [{ id, key: agentOfKey(subject) }],
  )
  const open = agents.filter(({ status }) => status === 'invited')
  const [records, deliveries] = await Promise.all([
    readAll<AgentRecord>(accepted.map(({ key }) => key)),
    readAll<Delivery>(open.map(({ id }) => deliveryKey(partner.id, id))),
  ])
  const recordBy = new Map(accepted.map(({ id }, at) => [id, records[at]]))
  const deliveryBy = new Map(open.map(({ id }, at) => [id, deliveries[at]]))
  return agents.map((agent) => {
    const known = { record: recordBy.get(agent.id), delivery: deliveryBy.get(agent.id) }
    return view(agent, partner, known, now)
  })
}

export async function viewAgent(agent: Agent, partner: Partner, now: Instant): Promise<AgentView> {
  const [shown] = await viewAgents([agent], partner, now)
  if (!shown) throw new Error('one agent in, one view out')
  return shown
}
