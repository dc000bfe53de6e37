import * as z from 'zod'
import type { Instant } from '../clock.ts'
import type { Action } from './consequences.ts'

/** Who did it. The system acts by itself only where time ran out. */
export interface Actor {
  type: 'member' | 'agent' | 'service' | 'system'
  id: string
  /** Whose staff an agent is. */
  partner?: string
  /** The member on whose behalf an agent acts, and under which delegation: both names stay on record. */
  subject?: string
  delegation?: string
}

/** What changed inside Gatepass. Holds no name or address of a member, so that it can be kept when details are erased. */
export interface AuditEntry {
  id: string
  /** Or the partner, of what concerns no account. */
  account: string
  at: Instant
  action: Action
  actor: Actor
  /** The member, agent, account or partner that was changed; or an import of many. */
  target: string
  before?: Readonly<Record<string, unknown>>
  after?: Readonly<Record<string, unknown>>
}

/** Details that what follows an entry needs even if they are erased meanwhile. Dropped with the last consequence. */
export interface Envelope {
  name: string
  /** Absent for whoever signs in with a login that an admin made. */
  email?: string
  /** Whose login is meant. */
  subject?: string
}

export const ActorView = z.strictObject({
  type: z.enum(['member', 'agent', 'service', 'system']),
  id: z.string(),
  /** Whose staff an agent is. */
  partner: z.string().optional(),
  /** On whose behalf an agent acted, and under which delegation. */
  subject: z.string().optional(),
  delegation: z.string().optional(),
})

export const AuditView = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  action: z.string(),
  actor: ActorView,
  target: z.string(),
  before: z.record(z.string(), z.unknown()).optional(),
  after: z.record(z.string(), z.unknown()).optional(),
})
