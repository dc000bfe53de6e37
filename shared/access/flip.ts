import { has } from './bits.ts'
import type { Policy, RolePolicy } from './compile.ts'
import { agreementsOf, byRule, levelHeld } from './levels.ts'
import type { Asked, DenyReason, ResourceLink } from './model.ts'
import type { Principal } from './prepare.ts'
import { agreementOf, holds, linkNamed, sourcesOf } from './sources.ts'

/** One thing somebody could change. Several in a row are all needed. */
export type Change =
  | { change: 'invite' | 'accept' | 'activate' | 'extend-window' | 'allow-updating' | 'none' }
  | { change: 'give-role' | 'set-level' | 'link' | 'complete-link'; to: string }
  | { change: 'name-agreement' | 'name-permission' }
  | { change: 'switch-on' | 'restriction-off'; role: string; of: string }
  | { change: 'property'; of: string }
  | { change: 'take-role'; role: string }
  | { change: 'deactivate' | 'revoke' }

const nothing: Change[] = [{ change: 'none' }]

/** What of a refusal concerns the membership itself, whatever is asked. */
const ofMembership: Partial<Record<DenyReason, Change>> = {
  invited: { change: 'accept' },
  inactive: { change: 'activate' },
  expired: { change: 'invite' },
  revoked: { change: 'invite' },
  window_over: { change: 'extend-window' },
}

/** The fewest changes that turn a refusal round; `none` where nothing may. */
export function toPermit(
  principal: Principal,
  at: number | undefined,
  reasons: readonly DenyReason[],
  asked: Asked,
): Change[] {
  if (reasons.includes('excluded')) return nothing
  const membership = reasons.flatMap((reason) => ofMembership[reason] ?? [])
  // A new invitation brings a window of its own.
  const invited = membership.find(({ change }) => change === 'invite')
  const first = invited ? [invited] : membership
  if (at === undefined) return [...first, { change: 'name-permission' }]
  const [best] = waysTo(principal, at, asked).sort((a, b) => a.length - b.length)
  return best ? [...first, ...best] : nothing
}

/** Every way by which the principal could come to hold the permission, what gives least first. */
function waysTo(principal: Principal, at: number, asked: Asked): Change[][] {
  const { access, policy } = principal
  if (access.kind === 'expert') return expertWays(principal, at)
  const hidden = hiding(policy, access.kind === 'partner' ? [] : principal.roles, at)
  const ties = access.kind === 'team' ? [...linkWays(principal, at, asked), ...levelWays(principal, at, asked)] : []
  const held = principal.roles
    .filter((role) => gives(role, at))
    .map((role) => [...flipOn(role, at, policy), ...unmet(role, at, asked)])
  const without = [...held, ...ties].map((way) => [...way, ...hidden])
  const ways = principal.noLogin && !has(policy.http, at) ? withLogin(principal, without) : without
  return [...ways, ...roleWays(principal, at, asked)]
}

function expertWays({ access, policy }: Principal, at: number): Change[][] {
  const off = hiding(policy, [{ id: 'expert', locked: false }], at)
  if (access.grant && has(policy.experts[access.grant.access], at)) return [off]
  return has(policy.experts['limited-write'], at) ? [[{ change: 'allow-updating' }, ...off]] : []
}

const gives = (role: RolePolicy, at: number) => has(role.granted, at) || has(role.held, at)

function flipOn(role: RolePolicy, at: number, { permissions }: Policy): Change[] {
  return has(role.held, at) ? [] : [{ change: 'switch-on', role: role.id, of: permissions[at] ?? '' }]
}

const unmet = (role: RolePolicy, at: number, asked: Asked): Change[] =>
  (role.when.get(at) ?? [])
    .filter((condition) => !holds([condition], asked))
    .map(({ of, property }) => ({ change: 'property', of: `${of}.${property}` }))

/** The restrictions that would hide it from whoever holds these roles. A locked role is never restricted. */
function hiding(policy: Policy, roles: readonly Pick<RolePolicy, 'id' | 'locked'>[], at: number): Change[] {
  if (roles.some(({ locked }) => locked)) return []
  return [...new Set(roles.map(({ id }) => id))].flatMap((role) =>
    (policy.restricted.get(role)?.hiddenBy.get(at) ?? []).map((of) => ({
      change: 'restriction-off' as const,
      role,
      of,
    })),
  )
}

const size = (bits: Uint32Array) => bits.reduce((sum, word) => sum + word.toString(2).replaceAll('0', '').length, 0)

/** Roles not held yet, those that give least besides first. */
const others = ({ policy, access, roles }: Principal): RolePolicy[] =>
  [...(access.kind === 'partner' ? policy.partnerRoles : policy.roles).values()]
    .filter((role) => !roles.includes(role))
    .sort((a, b) => size(a.held) - size(b.held))

function roleWays(principal: Principal, at: number, asked: Asked): Change[][] {
  const { policy, access, roles } = principal
  const letIn = access.kind === 'partner' || has(policy.http, at) || roles.some(({ login }) => login)
  return others(principal)
    .filter((role) => gives(role, at) && (letIn || role.login))
    .map((role) => [
      { change: 'give-role', to: role.id },
      ...flipOn(role, at, policy),
      ...unmet(role, at, asked),
      ...(access.kind === 'partner' ? [] : hiding(policy, [...roles, role], at)),
    ])
}

/** Whoever has no login needs a role that gives one, and nothing more of it. */
function withLogin(principal: Principal, ways: Change[][]): Change[][] {
  const role = others(principal).find(({ id, login }) => login && !principal.policy.restricted.has(id))
  return role ? ways.map((way) => [...way, { change: 'give-role', to: role.id }]) : []
}

function levelWays({ access, policy }: Principal, at: number, asked: Asked): Change[][] {
  const product = policy.moduleOf[at] ?? ''
  const lowest = [...policy.levels].find(([, bits]) => has(bits, at))?.[0]
  if (!lowest || !policy.products.has(product)) return []
  const agreement = agreementOf(asked)
  const holding = (one: string) => has(policy.levels.get(levelHeld(policy, access, one, product) ?? '') ?? none, at)
  const set: Change = { change: 'set-level', to: `${product}: ${lowest}` }
  const name: Change[] = agreement === undefined ? [{ change: 'name-agreement' }] : []
  const where = agreement === undefined ? agreementsOf(policy, access) : [agreement]
  if (where.some(holding)) return [name]
  // What an owner holds by rule is not set to anything else.
  const settable = byRule(policy, access) === undefined || !where.some((one) => policy.agreements.has(one))
  return settable ? [[set, ...name]] : []
}

const none = new Uint32Array()

function linkWays({ access, policy }: Principal, at: number, { resource }: Asked): Change[][] {
  return [...policy.links.values()].flatMap((kind): Change[][] => {
    const gift = kind.gives.get(at)
    if (!gift) return []
    const id = linkNamed(kind, resource)
    const to = id === undefined ? kind.type : `${kind.type} ${id}`
    const complete = ({ properties }: Partial<ResourceLink>) =>
      gift.needs === undefined || properties?.[gift.needs] === true
    const tied = (access.links ?? []).filter((one) => one.type === kind.type && (id === undefined || one.id === id))
    const link = tied.find(complete) ?? tied[0]
    return [
      [
        ...(link ? [] : [{ change: 'link' as const, to }]),
        ...(complete(link ?? {}) ? [] : [{ change: 'complete-link' as const, to }]),
        ...(id === undefined ? [{ change: 'property' as const, of: `resource.${kind.property}` }] : []),
      ],
    ]
  })
}

/** The smallest change that turns a permission round: one role where nothing else grants it, or else the membership. */
export function toDeny(principal: Principal, at: number | undefined, asked: Asked): Change[] {
  const { access, roles } = principal
  if (access.kind === 'expert') return [{ change: 'revoke' }]
  const granting = at === undefined ? [] : sourcesOf(principal, at, asked)
  const effective = granting.filter(({ on, conditions }) => on && holds(conditions, asked))
  // Whoever has everything cannot be reduced.
  if (roles.some(({ locked }) => locked)) return nothing
  const only = roles.find((role) => at !== undefined && has(role.held, at))
  return effective.length === 1 && only && effective[0]?.by === only.id
    ? [{ change: 'take-role', role: only.id }]
    : [{ change: 'deactivate' }]
}
