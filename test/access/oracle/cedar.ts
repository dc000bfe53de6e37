import {
  type CedarValueJson,
  type Context,
  type EntityJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs'
import type { AccessRecord, Asked, Properties, ResourceLink } from '../../../shared/access/model.ts'
import type { Catalog } from '../../../shared/catalogs/schema.ts'
import { cedarPolicies } from './policies.ts'
import type { Own } from './random-account.ts'

export interface Question {
  access: AccessRecord | undefined
  now: string
  asked: Asked | undefined
}

const slot = 'account'
let parsed: object | undefined

/** What Cedar permits in one account: policies are parsed once, and one answer names every permission held. */
export function cedarOracle(catalog: Catalog, own: Own) {
  const policies = cedarPolicies(catalog, own)
  const parse = () => {
    if (parsed === policies) return
    const answer = preparsePolicySet(slot, { staticPolicies: policies })
    if (answer.type === 'failure') throw new Error(`Cedar cannot read its policies: ${JSON.stringify(answer.errors)}`)
    parsed = policies
  }
  return ({ access, now, asked }: Question): ReadonlySet<string> => {
    parse()
    const principal = access ? memberEntity(access) : nobody
    const answer = statefulIsAuthorized({
      principal: principal.uid,
      action: { type: 'Action', id: 'use' },
      resource: { type: 'Resource', id: 'asked' },
      context: contextOf(asked, now),
      preparsedPolicySetId: slot,
      entities: [principal],
    })
    // A policy that fails is left out by Cedar: a refusal would silently be missing.
    if (answer.type === 'failure' || answer.response.diagnostics.errors.length > 0)
      throw new Error(`Cedar cannot decide: ${JSON.stringify(answer)}`)
    const { decision, diagnostics } = answer.response
    return new Set(decision === 'allow' ? diagnostics.reason : [])
  }
}

const nobody: EntityJson = { uid: { type: 'Nobody', id: '' }, attrs: { status: 'active' }, parents: [] }
const types = { team: 'Team', expert: 'Expert', partner: 'Partner' }

function memberEntity({ member, kind, status, roles, grant, levels, links }: AccessRecord): EntityJson {
  const until = grant?.until ?? null
  return {
    uid: { type: types[kind], id: member },
    attrs: {
      status,
      ...(grant && { scope: grant.access }),
      ...(until !== null && { until: Date.parse(until) }),
      ...(levels && {
        levels: Object.entries(levels).flatMap(([agreement, held]) =>
          Object.entries(held).map(([product, level]) => ({ agreement, product, level })),
        ),
      }),
      ...(links && { links: links.map(({ type, id }) => ({ type, id })), linksWith: linksWith(links) }),
    },
    parents: roles.map((id) => ({ type: kind === 'partner' ? 'PartnerRole' : 'Role', id })),
  }
}

const linksWith = (links: readonly ResourceLink[]) =>
  links.flatMap(({ type, id, properties = {} }) =>
    Object.keys(properties)
      .filter((name) => properties[name] === true)
      .map((property) => ({ type, id, property })),
  )

const contextOf = ({ subject, action, resource }: Asked = {}, now: string): Context => ({
  now: Date.parse(now),
  ...(resource?.properties && { resource: values(resource.properties), resourceKinds: kinds(resource.properties) }),
  ...(subject?.properties && { subject: values(subject.properties), subjectKinds: kinds(subject.properties) }),
  ...(action?.properties && { action: values(action.properties), actionKinds: kinds(action.properties) }),
  ...(resource?.type !== undefined && { type: resource.type }),
  ...(resource?.id !== undefined && { id: resource.id }),
  ...(subject?.id !== undefined && { asker: subject.id }),
})

const kinds = (properties: Properties) =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, typeof value]))

/** Cedar has no null; a property that is null is not given. */
const values = (properties: Properties) =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null)) as Record<string, CedarValueJson>
