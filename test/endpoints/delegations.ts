/** Delegations as an agent starts them, and what the platform asks about whoever acts under one. */
import type { DelegationView } from '../../shared/delegations/model.ts'
import type { Answer, GivenAccount, World } from '../given.ts'
import type { GivenAgent } from './partners.ts'

export const reason = 'Ticket 1234: set up call routing'

interface Asked {
  onBehalfOf?: string
  reason?: string
  until?: string
  access?: string
}

export const path = ({ id }: { id: string }, delegation = '') =>
  `/accounts/${id}/delegations${delegation && `/${delegation}`}`

/** By this agent, for the owner and for an hour unless told. */
export const askToStart = (
  world: World,
  account: GivenAccount,
  agent: GivenAgent,
  changes: Asked = {},
  headers: Record<string, string> = {},
): Promise<Answer> =>
  world.ask('POST', path(account), {
    as: agent.email,
    body: { onBehalfOf: account.owner.member, reason, until: world.inHours(1), ...changes },
    headers,
  })

export const started = async (
  world: World,
  account: GivenAccount,
  agent: GivenAgent,
  changes: Asked = {},
): Promise<DelegationView> => world.must(await askToStart(world, account, agent, changes), 201)

const asking = (permission: string) => {
  const dot = permission.lastIndexOf('.')
  return { action: { name: permission.slice(dot + 1) }, resource: { type: permission.slice(0, dot), id: 'one' } }
}

export const acting = (subject: string, delegation: unknown) => ({
  type: 'user',
  id: subject,
  properties: { delegation },
})

/** What the platform is told of this subject: the answers in the order of the permissions. */
export async function decisionsOn(
  world: World,
  { id }: { id: string },
  subject: object,
  permissions: readonly string[],
): Promise<{ decision: boolean; context: { reason: { code: string; layer?: string; by?: string } } }[]> {
  const body = { subject, evaluations: permissions.map(asking) }
  const as = await world.service('decide')
  return world.must(await world.ask('POST', `/accounts/${id}/access/v1/evaluations`, { as, body }), 200).evaluations
}

/** Why this one is permitted or denied. */
export async function decisionOn(world: World, account: { id: string }, subject: object, permission: string) {
  const [answer] = await decisionsOn(world, account, subject, [permission])
  if (!answer) throw new Error('one question, one answer')
  const { code, layer, by } = answer.context.reason
  return answer.decision ? 'permitted' : [layer, code, by].filter(Boolean).join(' ')
}

/** The layers' own verdicts, but those that pass without a word. */
export async function explained(world: World, { id }: { id: string }, subject: object, permission: string) {
  const as = await world.service('decide')
  const body = { subject, ...asking(permission) }
  return world.must(await world.ask('POST', `/accounts/${id}/access/explain`, { as, body }), 200)
}
