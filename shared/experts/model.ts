import * as z from 'zod'
import { memberStatuses } from '../access/model.ts'
import { Email, Moment, Name } from '../accounts/model.ts'
import { ActorView } from '../audit/model.ts'

/**
 * This many fit one commit of 100 writes: for each an expert, its link, lock and audit entry, and up to five entries it is
 * found by; and one for the call itself.
 */
export const mostExpertsAtOnce = 11

export const InviteExperts = z.strictObject({
  experts: z
    .array(z.strictObject({ name: Name, email: Email }))
    .min(1)
    .max(mostExpertsAtOnce),
  access: z.enum(['read-only', 'limited-write']).default('read-only'),
  until: Moment.nullable(),
  consent: z.strictObject({ accepted: z.boolean(), wordingVersion: z.string().max(64) }),
})
export type InviteExperts = z.infer<typeof InviteExperts>

export const UpdateExpert = z.strictObject({ until: Moment.nullable() })
export type UpdateExpert = z.infer<typeof UpdateExpert>

export const RevokeExpert = z.strictObject({ erase: z.boolean().default(false) })
export type RevokeExpert = z.infer<typeof RevokeExpert>

/** How far the invitation mail came; later in this list is further. */
export const deliveryStates = ['queued', 'sent', 'delayed', 'delivered', 'bounced', 'complained', 'rejected'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const ExpertView = z.strictObject({
  id: z.string(),
  kind: z.literal('expert'),
  name: z.string().nullable(),
  email: z.string().nullable(),
  status: z.enum(memberStatuses),
  access: z.enum(['read-only', 'limited-write']),
  until: z.iso.datetime().nullable(),
  invitedBy: z.string().nullable(),
  invitedAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Null where time ended it; the expert who declined. */
  endedBy: ActorView.nullable(),
  erasedAt: z.iso.datetime().nullable(),
  consent: z.strictObject({ wordingVersion: z.string(), by: z.string(), at: z.iso.datetime() }),
  /** The newest invitation mail; null once there is nothing to deliver. */
  delivery: z.strictObject({ state: z.enum(deliveryStates), at: z.iso.datetime().nullable() }).nullable(),
  version: z.int(),
})
export type ExpertView = z.infer<typeof ExpertView>

export const ListExperts = z.strictObject({
  status: z.enum(memberStatuses).optional(),
  search: z.string().max(200).optional(),
})
export type ListExperts = z.infer<typeof ListExperts>
