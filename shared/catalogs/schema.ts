import * as z from 'zod'
import { contradictions } from './contradictions.ts'
import { guardedActions } from './guards.ts'

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
const permissionId = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, '<resource type>.<action>')
const domain = z.string().regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a lower-case mail domain')

const Permission = z.strictObject({
  id: permissionId,
  name: z.string().min(1),
  module: slug,
  /** Whether using it changes something; a read-only grant never holds such a permission. */
  changes: z.boolean(),
  /** Its use hands out personal data: marked in activity and counted in reports. */
  personalData: z.literal(true).optional(),
  /** Reconstructed, not stated by the product's documents. */
  inferred: z.literal(true).optional(),
})

const Role = z.strictObject({
  id: slug,
  name: z.string().min(1),
  description: z.string(),
  /** Has to be enabled by the platform before it can be given. */
  onRequest: z.literal(true).optional(),
  permissions: z.array(permissionId),
})

/** On which terms vendor experts are let in. */
const ExpertTerms = z.strictObject({
  name: z.string().min(1),
  /** Exact mail domains: no sub-domains. */
  domains: z.array(domain).min(1),
  /** How far ahead of now a window may end, for a first grant and for every edit. */
  longestWindowHours: z.number().positive(),
  /** Regions in which a window must have an end. */
  noLimitClosedIn: z.array(slug),
  /** Modules no expert ever reaches, in either mode. */
  excludedModules: z.array(slug),
  readOnly: z.array(permissionId),
  /** Held on top of `readOnly` when limited write was asked for. */
  limitedWrite: z.array(permissionId),
  /** What whoever invites agrees to. A new wording gets a new version; a grant records which one was accepted. */
  consent: z.strictObject({ version: z.string().min(1), wording: z.string().min(1) }),
})

const CatalogShape = z.strictObject({
  id: slug,
  version: z.int().positive(),
  name: z.string().min(1),
  regions: z.array(z.strictObject({ id: slug, name: z.string().min(1) })).min(1),
  permissions: z.array(Permission).min(1),
  roles: z.array(Role).min(1),
  /** The role of the person an account is created for. */
  ownerRole: slug,
  members: z.strictObject({
    shortestName: z.int().positive(),
    /** How long an invitation link works. */
    invitationDays: z.int().positive(),
  }),
  experts: ExpertTerms,
  /** Which permission stands before each of Gatepass's own actions. */
  guards: z.record(z.enum(guardedActions), permissionId),
})

export type Catalog = z.infer<typeof CatalogShape>

/** A catalog document whose every reference resolves and whose expert terms cannot contradict themselves. */
export const Catalog = CatalogShape.superRefine((catalog, context) => {
  for (const { path, message } of contradictions(catalog))
    context.addIssue({ code: 'custom', message, path, input: catalog })
})
