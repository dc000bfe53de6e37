import * as z from 'zod'
import { contradictions } from './contradictions.ts'
import { guardedActions, partnerActions } from './guards.ts'

const slug = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
const permissionId = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, '<resource type>.<action>')
const resourceType = z
  .string()
  .max(180)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'lower-case words joined by dots and hyphens')
const domain = z.string().regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a lower-case mail domain')
const label = z.string().min(1).max(200)
const permissions = z.array(permissionId)
const inferred = z.literal(true).optional()

const Permission = z.strictObject({
  id: permissionId,
  name: label,
  module: slug,
  /** Whether using it changes something; a read-only grant never holds such a permission. */
  changes: z.boolean(),
  /** Its use hands out personal data: marked in activity and counted in reports. */
  personalData: z.literal(true).optional(),
  /** Can be used by plain HTTP requests, so also by whoever has no login to the interface. */
  http: z.literal(true).optional(),
  /** Gives nothing to anybody until the platform has enabled it for the account. */
  onRequest: z.literal(true).optional(),
  /** Reconstructed, not stated by the product's documents. */
  inferred,
})

/** One comparison. Properties are those the platform sends with its question; those of known resources stand below them. */
const Condition = z
  .strictObject({
    of: z.enum(['resource', 'subject', 'action']),
    property: z.string().min(1).max(100),
    is: z.union([z.string(), z.number(), z.boolean()]).optional(),
    not: z.union([z.string(), z.number(), z.boolean()]).optional(),
    /** Equals the asking person's identity: ownership. */
    isSubject: z.literal(true).optional(),
  })
  .refine(
    ({ is, not, isSubject }) => [is, not, isSubject].filter((one) => one !== undefined).length === 1,
    'exactly one of is, not, isSubject',
  )

const Role = z.strictObject({
  id: slug,
  name: label,
  description: z.string(),
  permissions,
  /** Cells of this role that are reconstructions. */
  inferred: permissions.optional(),
  /** Permissions this role gives only where all these conditions hold. */
  when: z.record(permissionId, z.array(Condition).min(1)).optional(),
  /** On its own, or with others like it, gives no login to the interface. */
  login: z.literal(false).optional(),
  /** Holds every permission; no switch and no restriction reduces it. */
  locked: z.literal(true).optional(),
  /** Can be given, and gives something, only once the platform has enabled it for the account. */
  onRequest: z.literal(true).optional(),
  /** Roles whose holders may give it; absent: whoever may invite. Empty: nobody, it comes from outside. */
  givenBy: z.array(slug).optional(),
})

/** An account's own policy that supersedes every switch and grant. */
const Restriction = z.strictObject({
  id: permissionId,
  name: label,
  /** Roles it can be turned on for; `expert` means experts. Off until an account turns it on. */
  roles: z.array(slug).min(1),
  hidesModules: z.array(slug),
  /** Permissions in hidden modules that survive. */
  keeps: permissions,
  /** Fields to mask while these permissions are used. */
  masks: z.array(
    z.strictObject({
      permissions: permissions.min(1),
      /** Paths into the record, such as `customer.phone`. */
      fields: z.array(z.string().min(1).max(200)).min(1),
      as: z.enum(['country-code', 'hidden']),
    }),
  ),
  inferred,
})

/** Levels held per member, agreement and product. A level counts on the product named by a permission's module. */
const Levels = z.strictObject({
  /** The product whose level gives the right to set levels and create users. */
  core: slug,
  /** The level that holders of the owner role have on every product of each agreement. */
  ownerLevel: slug.optional(),
  products: z.array(z.strictObject({ id: slug, name: label, governs: z.array(label).optional() })).min(1),
  /** From the lowest to the highest. */
  order: z
    .array(
      z.strictObject({
        id: slug,
        name: label,
        permissions,
        /** Levels that holders of this level in the core product may give to others. */
        mayGive: z.array(slug),
        inferred: permissions.optional(),
      }),
    )
    .min(1),
})

/** What a member gains on one resource instance they are linked to. */
const Link = z.strictObject({
  type: resourceType,
  name: label,
  /** The property of a resource that names the linked instance. */
  property: z.string().min(1).max(100),
  gives: z.array(
    z.strictObject({
      permission: permissionId,
      /** A property the link itself must have, such as a configured SIP account. */
      needs: z.string().min(1).max(100).optional(),
    }),
  ),
})

/** On which terms vendor experts are let in. */
const ExpertTerms = z.strictObject({
  name: label,
  /** Exact mail domains: no sub-domains. */
  domains: z.array(domain).min(1),
  /** How far ahead of now a window may end, for a first grant and for every edit. */
  longestWindowHours: z.number().positive(),
  /** Regions in which a window must have an end. */
  noLimitClosedIn: z.array(slug),
  /** Modules no expert ever reaches, in either mode. */
  excludedModules: z.array(slug),
  readOnly: permissions,
  /** Held on top of `readOnly` when limited write was asked for. */
  limitedWrite: permissions,
  /** What whoever invites agrees to. A new wording gets a new version; a grant records which one was accepted. */
  consent: z.strictObject({ version: z.string().min(1).max(64), wording: z.string().min(1) }),
})

const hours = z
  .number()
  .positive()
  .max(24 * 365)

/** What staff of resellers and implementation partners may do on the accounts of their customers. */
const PartnerTerms = z.strictObject({
  roles: z.array(Role).min(1),
  /** Sections no partner role ever reaches. */
  closedModules: z.array(slug),
  /** Who can be an agent, and for how long without being seen. */
  agents: z.strictObject({
    invitationDays: z.int().positive(),
    /** Who is not seen for so many days is let in no more. */
    inactiveAfterDays: z.int().positive().optional(),
    /** First parts of addresses that belong to nobody in particular. */
    sharedNames: z.array(z.string().regex(/^[a-z0-9._-]+$/, 'the part of an address before the @')),
    /** Domains where anybody gets an address: no partner's own. */
    personalDomains: z.array(domain),
  }),
  /** Which permissions stand before Gatepass's own actions, where a partner asks: any of them opens. Without one it is closed. */
  guards: z.partialRecord(z.enum([...guardedActions, ...partnerActions]), z.array(permissionId).min(1)),
  /** What of the team a partner may change. */
  members: z
    .strictObject({
      /** The roles it may give, whatever they hold. */
      gives: z.array(slug),
      /** Which permission each field takes. An email only while the invitation is not accepted. */
      fields: z.partialRecord(z.enum(['name', 'email', 'roles']), permissionId),
      /** The same for rows of an import. */
      rows: z.partialRecord(z.enum(['invite', 'roles']), permissionId),
    })
    .optional(),
  /** What of the account a partner may change. */
  account: z.strictObject({ fields: z.array(z.enum(['name', 'reportEmail', 'timeZone'])) }).optional(),
  /** How long what could take a login over waits, for the owner to withdraw it; absent: not at all. */
  waitHours: z.partialRecord(z.enum(['email', 'roles', 'mfa']), hours).optional(),
  /** Acting on behalf of members; absent: nobody does. */
  delegation: z
    .strictObject({
      longestHours: hours,
      /** Whether more than looking can be asked for. */
      write: z.boolean(),
    })
    .optional(),
})

/** What can be done to an account's standing. */
export const lifecycleActions = [
  'extend',
  'suspend',
  'freeze',
  'unfreeze',
  'reactivate',
  'cancel',
  'terminate',
] as const

const CatalogShape = z.strictObject({
  id: slug,
  version: z.int().positive(),
  name: label,
  regions: z.array(z.strictObject({ id: slug, name: label })).min(1),
  permissions: z.array(Permission).min(1),
  roles: z.array(Role).min(1),
  /** The role of the person an account is created for. */
  ownerRole: slug,
  members: z.strictObject({
    /** Whether a member holds any number of roles, or exactly one. */
    roles: z.enum(['many', 'one']),
    shortestName: z.int().positive(),
    /** How long an invitation link works. */
    invitationDays: z.int().positive(),
    /** What of a member can be edited; absent: everything. An email only while the invitation is not accepted. */
    editable: z.array(z.enum(['name', 'login', 'email', 'roles'])).optional(),
    /** Members can be made with a login and a password of their own, which is at least this strong. */
    login: z
      .strictObject({
        shortestPassword: z.int().positive(),
        passwordNeeds: z.array(z.enum(['digit', 'lower-case letter', 'upper-case letter', 'symbol'])),
      })
      .optional(),
    /** Whoever is invited and has no login yet is mailed one, with a password for the first time. */
    credentials: z.literal('mailed').optional(),
    /** Whether members may leave by themselves; absent: they may. */
    mayLeave: z.literal(false).optional(),
  }),
  /** Cells an account may flip, by role. The role's permissions are the defaults; every other cell is locked. */
  switches: z.record(slug, permissions).optional(),
  restrictions: z.array(Restriction).optional(),
  levels: Levels.optional(),
  links: z.array(Link).optional(),
  experts: ExpertTerms.optional(),
  partners: PartnerTerms.optional(),
  /** Which permission each move of an account's standing takes; the platform needs none. What is not named is closed to people. */
  lifecycle: z.partialRecord(z.enum(lifecycleActions), permissionId).optional(),
  /** Resource instances known in advance, for searches. */
  resources: z
    .array(
      z.strictObject({
        type: resourceType,
        id: z.string().min(1).max(256),
        properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
      }),
    )
    .optional(),
  /** Which permission stands before each of Gatepass's own actions. An action without one is closed to people. */
  guards: z.partialRecord(z.enum(guardedActions), permissionId),
})

export type Catalog = z.infer<typeof CatalogShape>
export type CatalogRole = Catalog['roles'][number]
export type PartnerTerms = z.infer<typeof PartnerTerms>
export type Condition = z.infer<typeof Condition>

/** A catalog document whose every reference resolves and whose terms cannot contradict each other. */
export const Catalog = CatalogShape.superRefine((catalog, context) => {
  for (const { path, message } of contradictions(catalog)) {
    context.addIssue({ code: 'custom', message, path, input: catalog })
  }
})
