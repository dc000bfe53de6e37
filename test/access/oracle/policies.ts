import type { Catalog, CatalogRole, Condition } from '../../../shared/catalogs/schema.ts'
import type { Own } from './random-account.ts'

/**
 * The decision order of the design as Cedar policies of one account, straight from the catalog's document: one policy
 * per permission, named by it, so that the policies which permit a question are the permissions held. Nothing here may
 * call Gatepass's own compile, prepare or decide: it is what they are compared with.
 */
export const cedarPolicies = (catalog: Catalog, own: Own): Record<string, string> => ({
  status: 'forbid (principal, action, resource) unless { principal.status == "active" };',
  window: 'forbid (principal, action, resource) when { principal has until && principal.until <= context.now };',
  ...Object.fromEntries(
    catalog.permissions.filter(enabled(own)).map((permission) => {
      const granted = anyOf(grants(catalog, own, permission))
      const refused = anyOf(refusals(catalog, own, permission))
      return [permission.id, `permit (principal, action, resource) when { ${granted} } unless { ${refused} };`]
    }),
  ),
})

type Permission = Catalog['permissions'][number]

/** What is on request is nothing but a name until the platform has enabled it. */
const enabled =
  ({ options }: Own) =>
  ({ id, onRequest }: Permission | CatalogRole) =>
    !onRequest || options.includes(id)

const text = (value: string | number | boolean) => JSON.stringify(value)
const anyOf = (tests: readonly string[]) => tests.map((test) => `(${test})`).join(' || ') || 'false'
const allOf = (...tests: string[]) => tests.filter((test) => test !== '').join(' && ')
const given = (of: Condition['of'], property: string) => `context has ${of} && context.${of} has ${text(property)}`
const held = (roles: readonly CatalogRole[]) =>
  `principal in [${roles.map(({ id }) => `Role::${text(id)}`).join(', ')}]`

const grants = (catalog: Catalog, own: Own, { id, module }: Permission): string[] => [
  ...catalog.roles
    .filter(enabled(own))
    .filter((role) => isOn(catalog, own, role, id))
    .map((role) => allOf(`principal is Team in Role::${text(role.id)}`, conditions(role, id))),
  ...(catalog.partners?.roles ?? [])
    .filter(enabled(own))
    .filter((role) => role.locked || isGranted(role, id))
    .map((role) => allOf(`principal is Partner in PartnerRole::${text(role.id)}`, conditions(role, id))),
  ...(catalog.experts?.readOnly.includes(id) ? ['principal is Expert && principal has scope'] : []),
  ...(catalog.experts?.limitedWrite.includes(id)
    ? ['principal is Expert && principal has scope && principal.scope == "limited-write"']
    : []),
  ...levels(catalog, own, { id, module }),
  ...links(catalog, id),
]

const isGranted = ({ permissions, when = {} }: CatalogRole, id: string) => permissions.includes(id) || id in when

/** The account's own switch counts only where the catalog lets it be flipped. */
function isOn({ switches }: Catalog, own: Own, role: CatalogRole, id: string): boolean {
  if (role.locked) return true
  const flippable = switches?.[role.id]?.includes(id)
  return (flippable ? own.switches[role.id]?.[id] : undefined) ?? isGranted(role, id)
}

const conditions = ({ when }: CatalogRole, id: string) => allOf(...(when?.[id] ?? []).map(condition))

/** What is not given, or of another kind, satisfies nothing. */
function condition({ of, property, is, not, isSubject }: Condition): string {
  const value = `${given(of, property)} && context.${of}[${text(property)}]`
  if (isSubject) return `(context has asker && ${value} == context.asker)`
  return is !== undefined
    ? `(${value} == ${text(is)})`
    : `(${value} != ${text(not ?? '')} && context.${of}Kinds[${text(property)}] == ${text(typeof not)})`
}

/**
 * A level counts on the product named by the permission's module, in the agreement that is asked about. In agreements of
 * the account an owner has the owners' level, whatever else is written.
 */
const levels = (
  { levels, ownerRole }: Catalog,
  { agreements = [] }: Own,
  { id, module }: Pick<Permission, 'id' | 'module'>,
): string[] => {
  if (!levels?.products.some((product) => product.id === module)) return []
  const asked = allOf('principal is Team', given('resource', 'agreement'))
  const owns = `principal in Role::${text(ownerRole)} && ${JSON.stringify(agreements)}.contains(context.resource["agreement"])`
  return levels.order
    .filter(({ permissions }) => permissions.includes(id))
    .flatMap((level) => {
      const one = `{ agreement: context.resource["agreement"], product: ${text(module)}, level: ${text(level.id)} }`
      const written = allOf(asked, 'principal has levels', `principal.levels.contains(${one})`)
      if (levels.ownerLevel === undefined) return [written]
      return [allOf(written, `!(${owns})`), ...(level.id === levels.ownerLevel ? [allOf(asked, owns)] : [])]
    })
}

/** A link gives its permissions on the linked instance: asked about itself, or named by a property of another. */
const links = ({ links }: Catalog, id: string): string[] =>
  (links ?? []).flatMap(({ type, property, gives }) =>
    gives
      .filter(({ permission }) => permission === id)
      .map(({ needs }) => {
        const tied = (instance: string) =>
          needs === undefined
            ? `principal.links.contains({ type: ${text(type)}, id: ${instance} })`
            : `principal.linksWith.contains({ type: ${text(type)}, id: ${instance}, property: ${text(needs)} })`
        const itself = `context has type && context.type == ${text(type)}`
        const named = allOf(given('resource', property), tied(`context.resource[${text(property)}]`))
        const there = `if ${itself} then context has id && ${tied('context.id')} else ${named}`
        return allOf('principal is Team', 'principal has links', `(${there})`)
      }),
  )

/** Deny overrides: whatever grants, any of these refuses. */
function refusals(catalog: Catalog, own: Own, { id, module, http }: Permission): string[] {
  const { roles, experts, partners } = catalog
  // A role that waits gives neither a login nor immunity; what it takes, it takes all the same.
  const noLogin = roles.filter(({ login, locked }) => login === false && !locked)
  const login = roles.filter((role) => !noLogin.includes(role) && enabled(own)(role))
  const locked = held(roles.filter((role) => role.locked && enabled(own)(role)))
  return [
    ...(http ? [] : [allOf('principal is Team', held(noLogin), `!(${held(login)})`)]),
    ...(experts?.excludedModules.includes(module) ? ['principal is Expert'] : []),
    ...(partners?.closedModules.includes(module) ? ['principal is Partner'] : []),
    ...hiddenFrom(catalog, own, id, module).map((holder) =>
      holder === 'expert' ? 'principal is Expert' : `principal is Team in Role::${text(holder)} && !(${locked})`,
    ),
  ]
}

/** The roles, or `expert`, from which a restriction that is on hides the permission. */
const hiddenFrom = ({ restrictions }: Catalog, own: Own, id: string, module: string): string[] =>
  (restrictions ?? [])
    .filter(({ hidesModules, keeps }) => hidesModules.includes(module) && !keeps.includes(id))
    .flatMap((one) => one.roles.filter((holder) => own.restrictions[holder]?.[one.id] === true))
