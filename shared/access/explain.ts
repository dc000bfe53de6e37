import type { Instant } from '../clock.ts'
import { has } from './bits.ts'
import type { Policy } from './compile.ts'
import { judge } from './judge.ts'
import { type AccessRecord, type Asked, type DenyReason, type Layer, layers } from './model.ts'
import { type Principal, prepare } from './prepare.ts'

export interface Explained {
  layer: Layer
  verdict: 'passes' | 'refuses' | 'not asked'
  reason?: DenyReason
  /** The role, level, link, switch, restriction or condition that decided this layer. */
  by?: string
}

/** One thing somebody could change. Several in a row are all needed. */
export type Change =
  | { change: 'invite' | 'accept' | 'activate' | 'extend-window' | 'allow-updating' | 'none' }
  | { change: 'give-role' | 'set-level' | 'link' | 'complete-link'; to: string }
  | { change: 'name-agreement' | 'name-permission' }
  | { change: 'switch-on' | 'restriction-off'; role: string; of: string }
  | { change: 'property'; of: string }
  | { change: 'take-role'; role: string }
  | { change: 'deactivate' | 'revoke' }

export interface Explanation {
  decision: boolean
  layers: Explained[]
  /** The smallest change that would turn the answer round; `none` where nothing may. */
  flip: Change[]
}

/** Every layer's own verdict, from the same code that decides, and what would turn the answer round. */
export function explain(
  policy: Policy,
  access: AccessRecord | undefined,
  permission: string,
  now: Instant,
  asked: Asked,
): Explanation {
  if (!access) return unknownPrincipal()
  const principal = prepare(policy, access)
  const at = policy.index.get(permission)
  const told = layers.map((layer): Explained => {
    const verdict = judge(layer, principal, at, now, asked)
    const by = verdict.by === undefined ? {} : { by: verdict.by }
    return verdict.pass
      ? { layer, verdict: 'passes', ...by }
      : { layer, verdict: 'refuses', reason: verdict.reason, ...by }
  })
  const refusing = told.filter(({ verdict }) => verdict === 'refuses')
  const flip =
    refusing.length === 0 ? toDeny(principal, at) : refusing.flatMap((layer) => toPermit(layer, principal, at, asked))
  return {
    decision: refusing.length === 0,
    layers: told,
    flip: flip.some(({ change }) => change === 'none') ? [{ change: 'none' }] : flip,
  }
}

function unknownPrincipal(): Explanation {
  const told = layers.map(
    (layer): Explained =>
      layer === 'principal'
        ? { layer, verdict: 'refuses', reason: 'principal_unknown' }
        : { layer, verdict: 'not asked' },
  )
  return { decision: false, layers: told, flip: [{ change: 'invite' }] }
}

const forStatus: Partial<Record<DenyReason, Change>> = {
  invited: { change: 'accept' },
  inactive: { change: 'activate' },
  expired: { change: 'invite' },
  revoked: { change: 'invite' },
}

function toPermit(
  { layer, reason, by = '' }: Explained,
  principal: Principal,
  at: number | undefined,
  asked: Asked,
): Change[] {
  const { access, policy } = principal
  switch (layer) {
    case 'status':
      return reason === 'no_login'
        ? [roleWithLogin(principal, at)]
        : [forStatus[reason ?? 'inactive'] ?? { change: 'none' }]
    case 'window':
      return [{ change: 'extend-window' }]
    case 'grant':
      return at === undefined ? [{ change: 'name-permission' }] : [grantOf(principal, at, reason, asked)]
    case 'switch':
      return [{ change: 'switch-on', role: by, of: policy.permissions[at ?? 0] ?? '' }]
    case 'restriction':
      return principal.restrictions
        .filter(({ hidden }) => at !== undefined && has(hidden, at))
        .map((restricted) => ({
          change: 'restriction-off',
          role: roleRestrictedBy(policy, access, restricted),
          of: restricted.hiddenBy.get(at ?? 0) ?? '',
        }))
    case 'condition':
      return [{ change: 'property', of: by }]
    default:
      return [{ change: 'none' }]
  }
}

const roleRestrictedBy = ({ restricted }: Policy, { kind, roles }: AccessRecord, one: unknown): string =>
  kind === 'expert' ? 'expert' : (roles.find((role) => restricted.get(role) === one) ?? '')

function roleWithLogin({ policy }: Principal, at: number | undefined): Change {
  const role = smallestRole(policy, (one) => one.login && (at === undefined || has(one.held, at)))
  return role ? { change: 'give-role', to: role } : { change: 'none' }
}

function grantOf({ access, policy }: Principal, at: number, reason: DenyReason | undefined, asked: Asked): Change {
  if (reason === 'agreement_missing') return { change: 'name-agreement' }
  if (reason === 'link_incomplete') return { change: 'complete-link', to: asked.resource?.id ?? '' }
  if (access.kind === 'expert')
    return has(policy.experts['limited-write'], at) ? { change: 'allow-updating' } : { change: 'none' }
  const roles = access.kind === 'partner' ? policy.partnerRoles : policy.roles
  const role = smallestRole({ ...policy, roles }, (one) => has(one.held, at))
  if (role) return { change: 'give-role', to: role }
  const level = [...policy.levels].find(([, bits]) => has(bits, at))
  if (level) return { change: 'set-level', to: `${policy.moduleOf[at]}: ${level[0]}` }
  const link = [...policy.links.values()].find(({ gives }) => gives.has(at))
  return link ? { change: 'link', to: link.type } : { change: 'none' }
}

const size = (bits: Uint32Array) => bits.reduce((sum, word) => sum + word.toString(2).replaceAll('0', '').length, 0)

/** The role that gives it and least besides. */
function smallestRole(
  { roles }: Pick<Policy, 'roles'>,
  gives: (role: NonNullable<ReturnType<Policy['roles']['get']>>) => boolean,
) {
  return [...roles.values()].filter(gives).sort((a, b) => size(a.held) - size(b.held))[0]?.id
}

function toDeny({ access, roles }: Principal, at: number | undefined): Change[] {
  if (access.kind === 'expert') return [{ change: 'revoke' }]
  const holding = roles.filter((role) => at !== undefined && has(role.held, at))
  const [only] = holding
  return holding.length === 1 && only && !only.locked
    ? [{ change: 'take-role', role: only.id }]
    : [{ change: 'deactivate' }]
}
