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

const nothing: Asked = {}
const plain: Permit = { permit: true, reason: 'granted', obligations: [] }
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
  return access ? decideFor(prepare(policy, access), permission, now, asked) : unknown
}

/** As `decide`, for a principal made ready before: one look-up and one bit where nothing about the resource matters. */
export function decideFor(principal: Principal, permission: string, now: Instant, asked: Asked = nothing): Decision {
  const at = principal.policy.index.get(permission)
  if (at !== undefined && has(principal.sure, at) && principal.active && inWindow(principal.until, now))
    return permitOf(obligationsOf(principal, at))
  for (const layer of layers) {
    const verdict = judge(layer, principal, at, now, asked)
    if (!verdict.pass) return { permit: false, layer, reason: verdict.reason, ...(verdict.by && { by: verdict.by }) }
  }
  return permitOf(at === undefined ? [] : obligationsOf(principal, at))
}

const permitOf = (obligations: readonly Obligation[]): Permit =>
  obligations.length === 0 ? plain : { permit: true, reason: 'granted', obligations }

const inWindow = (until: Instant | null, now: Instant): boolean => until === null || now < until

/** A window includes its first instant and excludes its last: at `until` it is over. */
export const windowIsOver = ({ grant }: Pick<AccessRecord, 'grant'>, now: Instant): boolean =>
  !inWindow(grant?.until ?? null, now)
