import type { Instant } from '../clock.ts'
import { has } from './bits.ts'
import type { Policy } from './compile.ts'
import { judge } from './judge.ts'
import {
  type AccessRecord,
  type Asked,
  type Decision,
  type Denial,
  layers,
  type Obligation,
  type Permit,
} from './model.ts'
import { obligationsOf, type Principal, prepare } from './prepare.ts'
import { isSilent, standingAt } from './standing.ts'

const nothing: Asked = {}
const plain: Permit = { permit: true, reason: 'granted', obligations: [] }
const notGranted: Denial = { permit: false, layer: 'grant', reason: 'not_granted' }
const unknown: Denial = { permit: false, layer: 'principal', reason: 'principal_unknown' }

/**
 * Who may. Pure: the same values always give the same answer. Layers are asked in order and the first refusal wins;
 * time is one of them, so a schedule that never fires cannot extend access.
 */
export function decide(
  policy: Policy,
  access: AccessRecord | undefined,
  permission: string,
  now: Instant,
  asked: Asked = nothing,
): Decision {
  if (!access) return unknown
  const at = policy.index.get(permission)
  return (at !== undefined && atOnce(policy, access, at)) || decideFor(prepare(policy, access), permission, now, asked)
}

/**
 * Most questions: an active team member, no restriction in sight, and roles that say yes, or say nothing.
 * Answers without making anything; what it leaves open, the layers answer.
 */
function atOnce(policy: Policy, { kind, status, roles, grant }: AccessRecord, at: number): Decision | undefined {
  if (kind !== 'team' || status !== 'active' || grant !== undefined || has(policy.closed, at)) return undefined
  if (policy.standing !== undefined) return undefined
  let login = false
  let sure = false
  let possible = has(policy.onResources, at)
  for (const id of roles) {
    const role = policy.roles.get(id)
    if (role === undefined) continue
    if (role.touched !== undefined && has(role.touched, at)) return undefined
    login ||= role.login && role.enabled
    sure ||= has(role.sure, at)
    possible ||= has(role.granted, at) || has(role.held, at)
  }
  // Who holds no known role, or only some that wait, has a login and nothing else: rare enough for the layers.
  if (!login) return undefined
  return sure ? plain : possible ? undefined : notGranted
}

/** What a permit rests on: a role, a level, a link or an expert's scope. */
export function grantedBy(
  policy: Policy,
  access: AccessRecord,
  permission: string,
  now: Instant,
  asked: Asked,
): string | undefined {
  const at = policy.index.get(permission)
  const holds = (id: string) => at !== undefined && has(policy.roles.get(id)?.sure ?? none, at)
  const role = access.kind === 'team' ? access.roles.find(holds) : undefined
  return role ?? judge('condition', prepare(policy, access), at, now, asked).by
}

const none = new Uint32Array()

/** As `decide`, for a principal made ready before: one look-up and one bit where nothing about the resource matters. */
export function decideFor(principal: Principal, permission: string, now: Instant, asked: Asked = nothing): Decision {
  const at = principal.policy.index.get(permission)
  const standing = standingAt(principal.policy.standing, now)
  const simple = standing === 'active' && principal.subject === undefined
  if (simple && at !== undefined && principal.active && inWindow(principal.until, now)) {
    if (has(principal.plain, at)) return plain
    if (!principal.noLogin && !has(principal.possible, at)) return notGranted
  }
  for (const layer of layers) {
    const verdict = judge(layer, principal, at, now, asked)
    if (!verdict.pass) return { permit: false, layer, reason: verdict.reason, ...(verdict.by && { by: verdict.by }) }
  }
  const silence = isSilent(standing) ? [{ communications: 'off' as const }] : []
  return permitOf([...(at === undefined ? [] : obligationsOf(principal, at)), ...silence])
}

const permitOf = (obligations: readonly Obligation[]): Permit =>
  obligations.length === 0 ? plain : { permit: true, reason: 'granted', obligations }

const inWindow = (until: Instant | null, now: Instant): boolean => until === null || now < until

/** A window includes its first instant and excludes its last: at `until` it is over. */
export const windowIsOver = ({ grant }: Pick<AccessRecord, 'grant'>, now: Instant): boolean =>
  !inWindow(grant?.until ?? null, now)
