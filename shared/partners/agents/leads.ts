/**
 * The active agents who lead a partner's staff, kept as a set beside them. Every commit that changes who is one changes
 * the set, and the condition on the set is the guard: the last lead stays, however many try at once.
 */
import { Refusal } from '../../errors.ts'
import { leadsKey } from '../../keys.ts'
import type { Change } from '../../table.ts'
import type { Agent } from '../model.ts'

const attribute = 'leads'

export const isActiveLead = ({ lead, status }: Agent): boolean => lead && status === 'active'

const leaves = (agent: Agent): Change => ({
  set: leadsKey(agent.partner),
  attribute,
  take: agent.id,
  when: {
    text: 'contains(#leads, :me) AND size(#leads) > :one_lead',
    names: { '#leads': attribute },
    values: { ':me': agent.id, ':one_lead': 1 },
  },
  otherwise: new Refusal('last_lead', 'A partner keeps at least one active agent who leads: make another first'),
})

/** What a change of an agent means for the leads; `before` is absent for a new one. */
export function leadsChange(before: Agent | undefined, after: Agent): Change[] {
  const was = before !== undefined && isActiveLead(before)
  const is = isActiveLead(after)
  if (was === is) return []
  return [is ? { set: leadsKey(after.partner), attribute, add: after.id } : leaves(after)]
}

/** Time asks nobody: who stayed away too long is out, even the last one. The platform then lets somebody in. */
export const leadIsOut = (agent: Agent): Change[] =>
  isActiveLead(agent) ? [{ set: leadsKey(agent.partner), attribute, take: agent.id }] : []
