/** What is asked and answered about organizations, and about the accounts that partners see. */
import * as z from 'zod'
import { Email, LifecycleView, Name } from '../accounts/model.ts'

const Place = z.string().max(64)
const Limit = z.int().min(0).max(1_000_000)

export const CreateOrganization = z.strictObject({
  name: Name,
  reseller: z.string().max(64).meta({ description: 'The partner that owns it' }),
  hostsExpress: z.boolean().optional(),
  express: z.strictObject({ region: Place, timeZone: Place, licenseLimit: Limit }).partial().optional(),
})
export type CreateOrganization = z.infer<typeof CreateOrganization>

export const UpdateOrganization = z
  .strictObject({
    name: Name,
    reseller: z.string().max(64).meta({ description: 'Moves it, with all accounts under it, to another partner' }),
    hostsExpress: z.boolean(),
    express: z
      .strictObject({ region: Place.nullable(), timeZone: Place.nullable(), licenseLimit: Limit.nullable() })
      .partial()
      .meta({ description: 'What is not named stays; null takes it away' }),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one of name, reseller, hostsExpress, express')
export type UpdateOrganization = z.infer<typeof UpdateOrganization>

export const OrganizationView = z.strictObject({
  id: z.string(),
  name: z.string(),
  reseller: z.string(),
  hostsExpress: z.boolean(),
  express: z.strictObject({
    region: z.string().nullable(),
    timeZone: z.string().nullable(),
    licenseLimit: z.int().nullable(),
  }),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export const CreateExpressAccount = z.strictObject({
  name: Name,
  owner: z.strictObject({ name: Name, email: Email }),
  reportEmail: Email,
  region: Place.optional(),
  timeZone: Place.optional().meta({ description: 'As the region: of the organization’s settings, unless named' }),
})
export type CreateExpressAccount = z.infer<typeof CreateExpressAccount>

export const ListPartnerAccounts = z.strictObject({
  search: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'An account’s id, or a part of its name; case and accents do not count' }),
  organization: z.string().max(64).optional(),
})
export type ListPartnerAccounts = z.infer<typeof ListPartnerAccounts>

/** An account as agents of its partners see it: an organization that is another partner's is not shown. */
export const PartnerAccountView = z.strictObject({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  timeZone: z.string(),
  organization: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  express: z.boolean(),
  lifecycle: LifecycleView,
})

/** A partner that is let into an account, and how. */
export const AccountPartnerView = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  how: z.enum(['engaged', 'organization']),
  status: z.enum(['active', 'inactive']),
})
export type AccountPartnerView = z.infer<typeof AccountPartnerView>
