import * as z from 'zod'
import { Name } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'

/** A contract inside which levels are held. */
export interface Agreement {
  id: string
  account: string
  name: string
  createdAt: Instant
}

/** Agreements stand in the account that every decision reads, so an account has so many. */
export const mostAgreements = 200

/** The platform's own name for it, such as a contract number: it stands in paths. */
export const AgreementId = z
  .string()
  .max(64)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'letters, digits, dots, hyphens and underscores, beginning with a letter or digit',
  )

export const CreateAgreement = z.strictObject({ id: AgreementId.optional(), name: Name })
export type CreateAgreement = z.infer<typeof CreateAgreement>

export const AgreementView = z.strictObject({ id: z.string(), name: z.string(), createdAt: z.iso.datetime() })

export const viewAgreement = ({ id, name, createdAt }: Agreement): z.infer<typeof AgreementView> => ({
  ...{ id, name, createdAt },
})
