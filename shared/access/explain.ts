import type { Instant } from '../clock.ts'
import type { Policy } from './compile.ts'
import { type Change, toDeny, toPermit } from './flip.ts'
import { toPermitOnBehalf } from './flip-delegation.ts'
import { judge } from './judge.ts'
import { type AccessRecord, type Asked, type DenyReason, type Layer, layers } from './model.ts'
import { prepare } from './prepare.ts'

export interface Explained {
  layer: Layer
  verdict: 'passes' | 'refuses' | 'not asked'
  reason?: DenyReason
  /** The role, level, link, switch, restriction or condition that decided this layer. */
  by?: string
}

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
  const reasons = refusing.flatMap(({ reason }) => reason ?? [])
  const towards = () =>
    principal.subject ? toPermitOnBehalf(principal, at, now, asked) : toPermit(principal, at, reasons, asked)
  const flip = refusing.length === 0 ? toDeny(principal, at, asked) : towards()
  return { decision: refusing.length === 0, layers: told, flip }
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
