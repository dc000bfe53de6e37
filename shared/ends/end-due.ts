import type { Instant } from '../clock.ts'
import { endGrant } from '../experts/end-grant.ts'
import { retireAgent } from '../partners/agents/retire-agent.ts'
import type { Due } from './store.ts'

type Of<Kind> = Extract<Due, { kind: Kind }>

/** Who writes down that time has run out, by what it ran out for. Each looks again: the index may lag behind. */
const ends: { [Kind in Due['kind']]: (due: Of<Kind>, now: Instant) => Promise<boolean> } = {
  expert: ({ account, id }, now) => endGrant({ account, member: id }, 'sweep', now),
  agent: ({ partner, agent }, now) => retireAgent({ partner, agent }, 'sweep', now),
}

/** Whether a schedule should have ended it; what has none waits for the sweep. */
export const hasSchedule = ({ kind }: Due): boolean => kind !== 'agent'

/** @returns whether this call ended it. */
export function endDue(due: Due, now: Instant): Promise<boolean> {
  const end = ends[due.kind] as ((due: Due, now: Instant) => Promise<boolean>) | undefined
  if (!end) throw new Error(`Nothing ends a ${due.kind}`)
  return end(due, now)
}
