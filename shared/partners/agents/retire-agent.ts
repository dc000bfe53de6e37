import type { Instant } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { again, commit } from '../../table.ts'
import { hasLapsed } from '../rules.ts'
import { leadIsOut } from './leads.ts'
import { activeLeads, findAgent, recordOf, replaceAgent, replaceRecord } from './store.ts'

export interface AgentRef {
  partner: string
  agent: string
}

/**
 * Writes down that an agent was not seen for too long. Decisions refuse since that moment, whenever this runs; one who
 * was seen meanwhile is left alone. @returns whether this call did it.
 */
export const retireAgent = ({ partner, agent }: AgentRef, by: 'sweep' | 'request', now: Instant): Promise<boolean> =>
  again(async () => {
    const before = await findAgent(partner, agent)
    const record = before && (await recordOf(before))
    if (!record || before?.subject === undefined || !hasLapsed(record, now)) return false
    const { name, email, subject } = before
    await commit(
      [
        replaceAgent(before, { ...before, status: 'inactive' }),
        ...replaceRecord(subject, record, { ...record, status: 'inactive' }),
        ...leadIsOut(before),
      ],
      [
        {
          entry: {
            ...{ id: newId(now), account: partner, at: now, action: 'agent.deactivated', target: agent },
            actor: { type: 'system', id: by },
            before: { status: 'active', activeUntil: record.activeUntil },
            after: { status: 'inactive', notSeenForDays: record.inactiveAfterDays },
          },
          ...(name !== null && email !== null && { envelope: { name, email } }),
        },
      ],
    )
    return true
  })

/** Leads who were not seen for too long lead no more: the last one who is left must not count on them. */
export async function retireLapsedLeads(partner: string, except: string, now: Instant): Promise<void> {
  for (const agent of await activeLeads(partner)) {
    if (agent === except) continue
    // One who is really there is enough.
    if (!(await retireAgent({ partner, agent }, 'request', now))) return
  }
}
