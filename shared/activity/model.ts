import * as z from 'zod'
import { Moment } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'

const Entity = z.strictObject({ type: z.string().min(1).max(256), id: z.string().min(1).max(1024) })

export const outcomes = ['succeeded', 'failed', 'permitted', 'denied'] as const

/** What someone did, or asked to do, on the platform. */
export interface Activity {
  id: string
  account: string
  /** Who did it: a member of the account, or an agent of a partner. */
  member: string
  /** Whose staff an agent is. */
  partner?: string
  /** On whose behalf an agent acted, and under which delegation. */
  subject?: string
  delegation?: string
  /** `decision`: Gatepass was asked and answered. `event`: the platform says it happened. */
  kind: 'decision' | 'event'
  at: Instant
  /** When Gatepass wrote it down. */
  recordedAt: Instant
  action: string
  resource: { type: string; id?: string }
  outcome: (typeof outcomes)[number]
  /** Of a denial. */
  reason?: string
  personalData?: true
  detail?: string
}

export const mostEventsAtOnce = 100

export const RecordActivity = z.strictObject({
  events: z
    .array(
      z.strictObject({
        /** Sent again with the same id it is recorded once. */
        id: z
          .string()
          .regex(/^[\w.:-]{1,128}$/, 'letters, digits and _ . : -')
          .optional(),
        subject: z.strictObject({ type: z.enum(['user', 'member']), id: z.string().min(1).max(256) }),
        /** Under which an agent of a partner acted on behalf of a member; the subject is the agent. */
        delegation: z.string().min(1).max(64).optional(),
        action: z.strictObject({ name: z.string().min(1).max(256) }),
        resource: Entity.partial({ id: true }),
        at: Moment.optional(),
        outcome: z.enum(outcomes).default('succeeded'),
        personalData: z.boolean().default(false),
        detail: z.string().max(2000).optional(),
      }),
    )
    .min(1)
    .max(mostEventsAtOnce),
})
export type RecordActivity = z.infer<typeof RecordActivity>

export const RecordedView = z.strictObject({ recorded: z.int(), known: z.int() })

export const ListActivity = z.strictObject({
  member: z.uuid().optional().meta({
    description:
      'Also the id of an agent, for what they did for themselves, or of a delegation, for what they did under it',
  }),
  action: z.string().max(256).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
})
export type ListActivity = z.infer<typeof ListActivity>

export const ListAudit = z.strictObject({
  member: z.uuid().optional(),
  action: z.string().max(64).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
})
export type ListAudit = z.infer<typeof ListAudit>

export const ActivityView = z.strictObject({
  id: z.string(),
  member: z.string(),
  partner: z.string().optional(),
  subject: z.string().optional(),
  delegation: z.string().optional(),
  kind: z.enum(['decision', 'event']),
  at: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  action: z.string(),
  resource: Entity.partial({ id: true }),
  outcome: z.enum(outcomes),
  reason: z.string().optional(),
  personalData: z.literal(true).optional(),
  detail: z.string().optional(),
})
