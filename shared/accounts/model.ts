import * as z from 'zod'
import { type AccountPolicy, type LifecycleStatus, lifecycleStatuses } from '../access/model.ts'
import type { Actor } from '../audit/model.ts'
import type { CatalogRef } from '../catalogs/store.ts'
import type { Instant } from '../clock.ts'

/** One customer tenant. */
export interface Account {
  id: string
  name: string
  region: string
  /** IANA name, such as Europe/Rome: deadlines are shown in it. */
  timeZone: string
  catalog: CatalogRef
  /** Where reports about experts go. */
  reportEmail: string
  /** The last such address that no agent of a partner set; absent while that is the present one. */
  ownReportEmail?: string
  /** The member the account was created for. */
  owner: string
  createdAt: Instant
  /** The account's own switches and restrictions; absent while it has none. */
  policy?: AccountPolicy
  /** What the platform enabled on request: ids of roles, and of permissions, which have a dot. */
  options?: readonly string[]
  /** The organization it stands under: its reseller's agents are let in. */
  organization?: string
  /** The partners it engaged, mostly to be set up by them: their agents are let in. */
  engaged?: readonly string[]
  /** Created inside an organization by its reseller. */
  express?: true
  /** Where it stands with the platform; absent while it is active and nothing is planned. */
  lifecycle?: Lifecycle
  /** Counts changes of the policy, of the options, of the catalog and of the standing. */
  policyVersion: number
  /** Counts changes; guards against lost updates. */
  version: number
}

/** Moves of an account's standing, from one status to another. */
export const lifecycleMoves = ['suspend', 'reactivate', 'cancel', 'terminate'] as const
export type LifecycleMove = (typeof lifecycleMoves)[number]

export interface Lifecycle {
  status: LifecycleStatus
  /** Holds back what is planned, until it is lifted. */
  frozen?: true
  /** What will happen by itself. */
  planned?: Planned
}

export interface Planned {
  move: LifecycleMove
  at: Instant
  by: Actor
  /** Of the account when it was planned, or planned anew: names its schedule. */
  version: number
}

export const Email = z.email().max(254)
/**
 * Visible characters only, so that what people write cannot lay out a mail or turn its text round. Nor the mark of a
 * character that was lost on the way: a file that holds one is taken for a broken one.
 */
export const visible = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]*$/u

/** What people are called. */
export const Name = z.string().trim().min(1).max(200).regex(visible, 'visible characters only')

/** A moment with its offset, as people's clocks write it; stored and answered in UTC. */
export const Moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  // Beyond these years an instant no longer sorts as text.
  .refine((instant) => /^\d/.test(instant), 'a year from 0000 to 9999')

export const CreateAccount = z.strictObject({
  name: Name,
  region: z.string().max(64),
  timeZone: z.string().max(64),
  catalog: z.strictObject({ id: z.string().max(64), version: z.int().positive().optional() }),
  reportEmail: Email,
  owner: z.strictObject({ name: Name, email: Email }),
})
export type CreateAccount = z.infer<typeof CreateAccount>

export const UpdateAccount = z
  .strictObject({ name: Name, reportEmail: Email, timeZone: z.string().max(64) })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one of name, reportEmail, timeZone')
export type UpdateAccount = z.infer<typeof UpdateAccount>

export const LifecycleView = z.strictObject({
  status: z.enum(lifecycleStatuses),
  frozen: z.boolean(),
  planned: z.strictObject({ move: z.enum(lifecycleMoves), at: z.iso.datetime() }).nullable(),
})

export const AccountView = z.strictObject({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  timeZone: z.string(),
  catalog: z.strictObject({ id: z.string(), version: z.int() }),
  reportEmail: z.string(),
  owner: z.string(),
  createdAt: z.iso.datetime(),
  options: z.array(z.string()),
  organization: z.string().nullable(),
  engaged: z.array(z.string()),
  express: z.boolean(),
  lifecycle: LifecycleView,
  policyVersion: z.int(),
  version: z.int(),
})
