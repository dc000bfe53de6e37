import { has } from './bits.ts'
import type { Policy, RolePolicy } from './compile.ts'
import type { Asked, DenyReason } from './model.ts'
import type { Principal } from './prepare.ts'
import { holds, sourcesOf } from './sources.ts'
import { levelWays, linkWays } from './ties.ts'

/** Everything that a change can be, with what it names. */
export const changeKinds = {
  invite: [],
  accept: [],
  activate: [],
  'extend-window': [],
  'allow-updating': [],
  none: [],
  'give-role': ['to'],
  'set-level': ['to'],
  link: ['to'],
  'complete-link': ['to'],
  'name-agreement': [],
  'name-permission': [],
  'switch-on': ['role', 'of'],
  'restriction-off': ['role', 'of'],
  property: ['of'],
  'enable-option': ['of'],
  'take-role': ['role'],
  deactivate: [],
  revoke: [],
  delegate: [],
  'end-delegation': [],
} as const satisfies Record<string, readonly ('to' | 'role' | 'of')[]>
type Kinds = typeof changeKinds

/** One thing somebody could change. Several in a row are all needed. `for` says that it concerns the member acted for. */
export type Change = { for?: 'subject' } & {
  [Kind in keyof Kinds]: { change: Kind } & Record<Kinds[Kind][number], string>
}[keyof Kinds]

export const nothing: Change[] = [{ change: 'none' }]

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
  // Nobody brings a terminated account back.
  if (reasons.includes('excluded') || reasons.includes('terminated')) return nothing
  const membership = reasons.flatMap((reason) => ofMembership[reason] ?? [])
  // A new invitation brings a window of its own.
  const invited = membership.find(({ change }) => change === 'invite')
  const first = invited ? [invited] : membership
  if (at === undefined) return [...first, { change: 'name-permission' }]
  const [best] = waysTo(principal, at, asked).sort((a, b) => a.length - b.length)
  return best ? [...first, ...enabling(principal, at), ...best] : nothing
}

/** Only the platform can, and no way leads round it. */
const enabling = ({ policy }: Principal, at: number): Change[] =>
  has(policy.closed, at) ? [{ change: 'enable-option', of: policy.permissions[at] ?? '' }] : []

/** Every way by which the principal could come to hold the permission, what gives least first. */
function waysTo(principal: Principal, at: number, asked: Asked): Change[][] {
  const { access, policy, roles, waiting } = principal
  if (access.kind === 'expert') return expertWays(principal, at)
  const letIn = access.kind === 'partner' || has(policy.http, at) || roles.some((role) => role.login)
  const login = loginWay(principal)
  // Whoever has no login, or would have none with this role alone, needs one that gives it as well.
  const by = (all: readonly RolePolicy[]) =>
    all
      .filter((role) => gives(role, at))
      .flatMap((role) => and(letIn || role.login ? [] : login, roleWay(principal, role, at, asked)))
  const ties = access.kind === 'team' ? [...linkWays(principal, at, asked), ...levelWays(principal, at, asked)] : []
  const shutOut = principal.noLogin && !has(policy.http, at)
  const tied = ties.flatMap((way) => and(shutOut ? login : [], [...way, ...hiding(principal, at)]))
  return [...by([...roles, ...waiting]), ...tied, ...by(others(principal))]
}

/** A way that needs another one too, which there may not be. */
const and = (more: Change[] | undefined, way: Change[]): Change[][] => (more ? [[...way, ...more]] : [])

function expertWays(principal: Principal, at: number): Change[][] {
  const { access, policy } = principal
  const off = hiding(principal, at)
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

/**
 * The restrictions that would hide it from the principal, with one more role in force. A locked role in force is never
 * restricted; one that waits restricts nevertheless.
 */
function hiding({ policy, access, roles, waiting }: Principal, at: number, ...more: RolePolicy[]): Change[] {
  if (access.kind === 'partner' || [...roles, ...more].some(({ locked }) => locked)) return []
  const named = access.kind === 'expert' ? ['expert'] : [...roles, ...waiting, ...more].map(({ id }) => id)
  return [...new Set(named)].flatMap((role) =>
    (policy.restricted.get(role)?.hiddenBy.get(at) ?? []).map((of) => ({
      change: 'restriction-off' as const,
      role,
      of,
    })),
  )
}

const size = (bits: Uint32Array) => bits.reduce((sum, word) => sum + word.toString(2).replaceAll('0', '').length, 0)

/** Roles not held yet, those that give least besides first. */
const others = ({ policy, access, roles, waiting }: Principal): RolePolicy[] =>
  // An agent's role is the partner's: nobody gives another.
  [...(access.kind === 'partner' ? [] : policy.roles.values())]
    .filter((role) => !roles.includes(role) && !waiting.includes(role))
    .sort((a, b) => size(a.held) - size(b.held))

/** What brings a role in force: the platform enables it, somebody gives it. */
const inForce = ({ roles, waiting }: Principal, role: RolePolicy): Change[] => [
  ...(role.enabled ? [] : [{ change: 'enable-option' as const, of: role.id }]),
  ...(roles.includes(role) || waiting.includes(role) ? [] : [{ change: 'give-role' as const, to: role.id }]),
]

const roleWay = (principal: Principal, role: RolePolicy, at: number, asked: Asked): Change[] => [
  ...inForce(principal, role),
  ...flipOn(role, at, principal.policy),
  ...unmet(role, at, asked),
  ...hiding(principal, at, role),
]

/** What gives a login and no restriction with it; nothing more of that role is needed. */
function loginWay(principal: Principal): Change[] | undefined {
  const unrestricted = others(principal).filter(({ id }) => !principal.policy.restricted.has(id))
  const [least] = [...principal.waiting, ...unrestricted]
    .filter(({ login }) => login)
    .map((role) => inForce(principal, role))
    .sort((a, b) => a.length - b.length)
  return least
}

/** The smallest change that turns a permission round: one role where nothing else grants it, or else the membership. */
export function toDeny(principal: Principal, at: number | undefined, asked: Asked): Change[] {
  const { access, roles } = principal
  if (access.kind === 'expert') return [{ change: 'revoke' }]
  if (principal.subject) return [{ change: 'end-delegation' }]
  const granting = at === undefined ? [] : sourcesOf(principal, at, asked)
  const effective = granting.filter(({ off, conditions }) => off === undefined && holds(conditions, asked))
  // Whoever has everything cannot be reduced.
  if (roles.some(({ locked }) => locked)) return nothing
  const only = roles.find((role) => at !== undefined && has(role.held, at))
  return effective.length === 1 && only && effective[0]?.by === only.id
    ? [{ change: 'take-role', role: only.id }]
    : [{ change: 'deactivate' }]
}
