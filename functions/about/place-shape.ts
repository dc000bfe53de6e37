/** What somebody is in an account, as the document describes it. */
import * as z from 'zod'
import { LifecycleView } from '../../shared/accounts/model.ts'
import { guardedActions } from '../../shared/catalogs/guards.ts'
import { lifecycleActions } from '../../shared/catalogs/schema.ts'
import { EffectiveAccessView } from './shapes.ts'

const scope = z.enum(['read-only', 'limited-write'])
const ids = z.array(z.string())
const Named = z.strictObject({ id: z.string(), name: z.string() })

const AccountShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  timeZone: z.string(),
  express: z.boolean(),
  lifecycle: LifecycleView,
  version: z.int(),
  catalog: z.strictObject({ id: z.string(), version: z.int(), name: z.string() }),
  /** Whether any partner is let in. */
  hasPartners: z.boolean(),
})

const MeShape = EffectiveAccessView.extend({
  access: scope.optional(),
  /** Of agents: whose staff they are. */
  partner: z.string().optional(),
  /** While an agent acts on behalf of a member. */
  delegation: z
    .strictObject({
      id: z.string(),
      access: z.enum(['read-only', 'write']),
      until: z.iso.datetime(),
      onBehalfOf: z.strictObject({ id: z.string(), name: z.string().nullable() }),
    })
    .nullable(),
})

const ExpertTermsShape = z.strictObject({
  name: z.string(),
  domains: ids,
  longestWindowHours: z.number(),
  /** Whether access can be given without an end in the account's region. */
  mayEndNever: z.boolean(),
  excludedModules: ids,
  readOnly: ids,
  /** Beside `readOnly`. */
  limitedWrite: ids,
  /** What the viewer may give. */
  mayGive: z.array(scope),
  consent: z.strictObject({ version: z.string(), wording: z.string() }),
})

const TermsShape = z.strictObject({
  permissions: z.array(Named.extend({ module: z.string(), changes: z.boolean(), personalData: z.boolean() })),
  roles: z.array(
    Named.extend({
      description: z.string(),
      login: z.boolean(),
      permissions: ids,
      /** Whether it is the viewer's to give. */
      mayGive: z.boolean(),
    }),
  ),
  ownerRole: z.string(),
  members: z.strictObject({
    roles: z.enum(['many', 'one']),
    shortestName: z.int(),
    invitationDays: z.int(),
    /** What of a member can be changed; null for everything. */
    editable: ids.nullable(),
    login: z.strictObject({ shortestPassword: z.int(), passwordNeeds: ids }).nullable(),
    mayLeave: z.boolean(),
  }),
  levels: z
    .strictObject({
      core: z.string(),
      products: z.array(Named),
      /** From the lowest to the highest. */
      order: z.array(Named),
      /** The levels that are the viewer's to give, by agreement, then product. */
      givable: z.record(z.string(), z.record(z.string(), ids)),
    })
    .nullable(),
  /** What each type of link gives, some of it only where the link has a property, such as a configured SIP account. */
  links: z.array(
    Named.omit({ id: true }).extend({
      type: z.string(),
      gives: z.array(z.strictObject({ permission: z.string(), needs: z.string().nullable() })),
    }),
  ),
  /** For whoever sees or invites experts. */
  experts: ExpertTermsShape.nullable(),
  partners: z
    .strictObject({
      roles: z.array(Named),
      delegation: z.strictObject({ longestHours: z.number(), write: z.boolean() }).nullable(),
    })
    .nullable(),
  /** What can be done to the account's standing by the viewer. */
  lifecycle: z.array(z.enum(lifecycleActions)),
})

export const PlaceView = z.strictObject({
  account: AccountShape,
  me: MeShape,
  /** The guarded actions the viewer may take; which row takes which, `routes.ts` says. */
  may: z.array(z.enum(guardedActions)),
  terms: TermsShape,
})
