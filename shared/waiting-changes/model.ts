import * as z from 'zod'
import { type Actor, AuditView } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Seen } from '../members/change-member.ts'
import type { UpdateMember } from '../members/requests.ts'
import { type Waitable, waitable } from '../partners/limits.ts'

export const changeStatuses = ['waiting', 'done', 'withdrawn', 'refused'] as const

/** What an agent of a partner asked for and the owner may withdraw until it is due. */
export interface WaitingChange {
  kind: 'waiting-change'
  id: string
  account: string
  member: string
  what: Waitable
  /** As it was asked for. An address is forgotten when nothing waits any more. */
  body: Pick<UpdateMember, 'email' | 'roles'>
  /** What it was to change, as it was then: what somebody changed since is theirs. An address is forgotten likewise. */
  seen: Seen
  /** The agent who asked. */
  actor: Actor
  askedAt: Instant
  /** From then on it can be made, and withdrawn no more. */
  dueAt: Instant
  status: (typeof changeStatuses)[number]
  endedAt?: Instant
  /** Why it was refused when it was due: a code. */
  reason?: string
  version: number
}

export const WaitingChangeView = z.strictObject({
  id: z.string(),
  member: z.string(),
  what: z.enum(waitable),
  email: z.string().optional(),
  roles: z.array(z.string()).optional(),
  actor: AuditView.shape.actor,
  askedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  status: z.enum(changeStatuses),
  endedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  version: z.int(),
})

export function viewWaitingChange(change: WaitingChange): z.infer<typeof WaitingChangeView> {
  const { kind: _, account: __, seen: ___, body, endedAt = null, reason = null, ...rest } = change
  return { ...rest, ...body, endedAt, reason }
}
