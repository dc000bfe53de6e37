/** Shapes that only the OpenAPI document needs: the functions that answer them start without a schema library. */
import * as z from 'zod'
import { changeKinds } from '../../shared/access/flip.ts'
import { denyReasons, layers, lifecycleStatuses, memberStatuses } from '../../shared/access/model.ts'

const Properties = z.looseObject({}).optional()
const delegation = z.string().optional().meta({ description: 'The delegation under which an agent of a partner acts' })
const SubjectProperties = z.looseObject({ delegation }).optional()
const Subject = z.looseObject({ type: z.enum(['user', 'member']), id: z.string(), properties: SubjectProperties })
/** Searching for what nobody knows finds nothing. */
const AnySubject = z.looseObject({ type: z.string(), id: z.string(), properties: SubjectProperties })
const Action = z.looseObject({ name: z.string(), properties: Properties })
const Resource = z.looseObject({ type: z.string(), id: z.string(), properties: Properties })
const context = Properties
const page = z.looseObject({ token: z.string().optional(), limit: z.int().min(1).optional() }).optional()

export const EvaluationBody = z.looseObject({ subject: Subject, action: Action, resource: Resource, context })
export const ExplainBody = EvaluationBody.extend({
  context: z
    .looseObject({
      time: z.iso
        .datetime({ offset: true })
        .optional()
        .meta({ description: 'The instant it is asked for, with roles and settings as they are now; absent: now' }),
    })
    .optional(),
})
export const EvaluationsBody = z.looseObject({
  subject: Subject.optional(),
  action: Action.optional(),
  resource: Resource.optional(),
  context,
  evaluations: z.array(EvaluationBody.partial()).max(100).optional(),
  options: z
    .looseObject({
      evaluations_semantic: z.enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit']).optional(),
    })
    .optional(),
})
export const SearchSubjectsBody = z.looseObject({
  subject: z.looseObject({ type: z.string() }),
  action: Action,
  resource: Resource,
  context,
  page,
})
export const SearchResourcesBody = z.looseObject({
  subject: AnySubject,
  action: Action,
  resource: z.looseObject({ type: z.string(), properties: Properties }),
  context,
  page,
})
export const SearchActionsBody = z.looseObject({ subject: AnySubject, resource: Resource, context, page })

const Mask = z.strictObject({ fields: z.array(z.string()), as: z.enum(['country-code', 'hidden']) })
const Obligation = z.union([Mask, z.strictObject({ communications: z.literal('off') })])
const EvaluationContext = z.looseObject({
  reason: z.strictObject({ code: z.string(), layer: z.enum(layers).optional(), by: z.string().optional() }).optional(),
  obligations: z.array(Obligation).optional(),
  error: z.strictObject({ status: z.int(), message: z.string() }).optional(),
})
export const EvaluationView = z.strictObject({ decision: z.boolean(), context: EvaluationContext })
export const EvaluationsView = z.union([z.strictObject({ evaluations: z.array(EvaluationView) }), EvaluationView])
const results = <T extends z.ZodType>(item: T) =>
  z.strictObject({ results: z.array(item), page: z.strictObject({ next_token: z.string(), count: z.int() }) })
export const EntitiesView = results(z.strictObject({ type: z.string(), id: z.string() }))
export const ActionsView = results(z.strictObject({ name: z.string() }))

export const ExplanationView = z.strictObject({
  decision: z.boolean(),
  layers: z.array(
    z.strictObject({
      layer: z.enum(layers),
      verdict: z.enum(['passes', 'refuses', 'not asked']),
      reason: z.enum(denyReasons).optional(),
      by: z.string().optional(),
    }),
  ),
  flip: z.array(
    z.strictObject({
      change: z.enum(Object.keys(changeKinds) as (keyof typeof changeKinds)[]),
      /** It concerns the member acted for. */
      for: z.literal('subject').optional(),
      to: z.string().optional(),
      role: z.string().optional(),
      of: z.string().optional(),
    }),
  ),
})

export const EffectiveAccessView = z.strictObject({
  member: z.string(),
  kind: z.enum(['team', 'expert', 'partner']),
  status: z.enum(memberStatuses),
  account: z.enum(lifecycleStatuses),
  roles: z.array(z.string()),
  until: z.iso.datetime().nullable(),
  modules: z.array(
    z.strictObject({
      module: z.string(),
      permissions: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          conditional: z.literal(true).optional(),
          masks: z.array(Mask).optional(),
        }),
      ),
    }),
  ),
  products: z.record(z.string(), z.record(z.string(), z.string())),
  links: z.array(z.strictObject({ type: z.string(), id: z.string(), properties: Properties })),
})

export const ConfigurationView = z.strictObject({
  policy_decision_point: z.string(),
  access_evaluation_endpoint: z.string(),
  access_evaluations_endpoint: z.string(),
  search_subject_endpoint: z.string(),
  search_resource_endpoint: z.string(),
  search_action_endpoint: z.string(),
})

export const CatalogEntryView = z.strictObject({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  preset: z.literal(true).optional(),
})

const restrictions = z.array(z.strictObject({ id: z.string(), on: z.boolean() }))
export const RolesView = z.strictObject({
  permissions: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      module: z.string(),
      changes: z.boolean(),
      onRequest: z.boolean(),
    }),
  ),
  onRequest: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['role', 'permission']),
      enabled: z.boolean(),
    }),
  ),
  roles: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      locked: z.boolean(),
      login: z.boolean(),
      onRequest: z.boolean(),
      permissions: z.array(z.string()),
      switches: z.array(z.string()),
      restrictions,
    }),
  ),
  experts: z.strictObject({ restrictions }).nullable(),
  restrictions: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      hidesModules: z.array(z.string()),
      /** What stays open in a hidden module. */
      keeps: z.array(z.string()),
      masks: z.array(Mask.extend({ permissions: z.array(z.string()) })),
    }),
  ),
  policyVersion: z.int(),
  version: z.int(),
})
const difference = {
  gains: z.array(z.string()),
  loses: z.array(z.string()),
  masked: z.array(z.string()),
  unmasked: z.array(z.string()),
}
export const PreviewView = z.strictObject({
  role: z.strictObject(difference),
  members: z.array(z.strictObject({ member: z.string(), name: z.string().nullable(), ...difference })),
  looked: z.int(),
  more: z.boolean(),
})
