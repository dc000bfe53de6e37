import * as z from 'zod'
import type { DelegatedAccess } from '../access/model.ts'
import { Moment, visible } from '../accounts/model.ts'
import { type Actor, ActorView } from '../audit/model.ts'
import type { Instant } from '../clock.ts'

export const delegationStatuses = ['active', 'expired', 'ended'] as const
export type DelegationStatus = (typeof delegationStatuses)[number]

/** A time-bound session in which an agent acts on behalf of a member. */
export interface Delegation {
  kind: 'delegation'
  id: string
  account: string
  status: DelegationStatus
  /** The agent who acts; `subject` is the issuer's `sub`. */
  actor: { agent: string; partner: string; subject: string }
  /** What the agent was called when it began, for the mails of its end. Gone with the end. */
  called?: { name: string; email: string }
  /** The member acted for. */
  subject: string
  reason: string
  access: DelegatedAccess
  since: Instant
  until: Instant
  endedAt?: Instant
  /** Absent where time ended it. */
  endedBy?: Actor
  version: number
}

export const StartDelegation = z.strictObject({
  /** A member's id. */
  onBehalfOf: z.string().max(64),
  reason: z.string().trim().min(3).max(500).regex(visible, 'visible characters only'),
  until: Moment,
  access: z.enum(['read-only', 'write']).default('read-only'),
})
export type StartDelegation = z.infer<typeof StartDelegation>

export const ListDelegations = z.strictObject({ status: z.enum(delegationStatuses).optional() })
export type ListDelegations = z.infer<typeof ListDelegations>

export const DelegationView = z.strictObject({
  id: z.string(),
  account: z.string(),
  status: z.enum(delegationStatuses),
  /** Null once erased. */
  agent: z.strictObject({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  partner: z.strictObject({ id: z.string(), name: z.string() }),
  onBehalfOf: z.string(),
  reason: z.string(),
  access: z.enum(['read-only', 'write']),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  endedBy: ActorView.nullable(),
  version: z.int(),
})
export type DelegationView = z.infer<typeof DelegationView>
