import type { AuditItem } from '../../audit/entry.ts'
import type { Actor, AuditEntry } from '../../audit/model.ts'
import type { Catalog } from '../../catalogs/schema.ts'
import type { Instant } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { again, type Change, commit, requireVersion } from '../../table.ts'
import type { Agent, AgentRecord, Partner } from '../model.ts'
import { hasLapsed } from '../rules.ts'
import { isActiveLead, leadsChange } from './leads.ts'
import { retireAgent, retireLapsedLeads } from './retire-agent.ts'
import { loadAgent, recordOf, replaceAgent, replaceRecord } from './store.ts'

export interface ChangeAgent {
  partner: Partner
  catalog: Catalog
  agent: string
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

export type Told = Pick<AuditEntry, 'action' | 'before' | 'after'> & Omit<AuditItem, 'entry'>

interface AgentChanged {
  after: Agent
  /** Until when the agent is let in without being seen, where that changes. */
  activeUntil?: Instant | null
  /** What goes with it: links, locks, the record of whom nothing is left. */
  changes?: readonly Change[]
  /** None: nothing was changed. */
  told: readonly Told[]
}

/** Sees the agent, and what decisions know of them, and may refuse. */
export type Decide = (before: Agent, record: AgentRecord | undefined) => AgentChanged | Promise<AgentChanged>

/**
 * Changes an agent over the version that was read, with audit entries; in force with the next decision. The last lead
 * stays, whoever else is at it. @throws Refusal agent_unknown, version_conflict, last_lead.
 */
export const changeAgent = (where: ChangeAgent, decide: Decide): Promise<Agent> =>
  again(async () => {
    const { partner, actor, now } = where
    const { before, record } = await asOfNow(where)
    const { after, activeUntil, changes = [], told } = await decide(before, record)
    const [first, ...rest] = told.map(
      ({ action, before: was, after: is, ...owed }): AuditItem => ({
        entry: {
          ...{ id: newId(now), account: partner.id, at: now, action, actor, target: before.id },
          ...(was && { before: was }),
          ...(is && { after: is }),
        },
        ...owed,
      }),
    )
    if (!first) return before
    if (isActiveLead(before) && !isActiveLead(after)) await retireLapsedLeads(partner.id, before.id, now)
    const { lead, status, subject } = after
    const next = record && { ...record, lead, status, ...(activeUntil !== undefined && { activeUntil }) }
    await commit(
      [
        replaceAgent(before, after),
        ...leadsChange(before, after),
        ...(record && next && subject !== undefined ? replaceRecord(subject, record, next) : []),
        ...changes,
      ],
      [first, ...rest],
    )
    return { ...after, version: before.version + 1 }
  })

/** Who stayed away for too long is inactive before anything else is done to them. */
async function asOfNow({ partner, agent, ifVersion, now }: ChangeAgent) {
  const found = await loadAgent(partner.id, agent)
  requireVersion(found, ifVersion)
  const record = await recordOf(found)
  if (!record || !hasLapsed(record, now)) return { before: found, record }
  await retireAgent({ partner: partner.id, agent }, 'request', now)
  const before = await loadAgent(partner.id, agent)
  return { before, record: await recordOf(before) }
}

/** Mails about a change reach the agent as they were. */
export const envelopeOf = ({ name, email }: Agent): Pick<Told, 'envelope'> =>
  name === null || email === null ? {} : { envelope: { name, email } }
