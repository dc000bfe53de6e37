import type { Instant } from '../clock.ts'
import { has } from './bits.ts'
import { type Asked, type Delegated, type DenyReason, type Layer, layers } from './model.ts'
import type { Principal } from './prepare.ts'
import { holds, type Source, sourcesOf, whyNotGranted } from './sources.ts'
import { standingAt } from './standing.ts'

export type Verdict = { pass: true; by?: string } | { pass: false; reason: DenyReason; by?: string }

const pass: Verdict = { pass: true }
const no = (reason: DenyReason, by?: string): Verdict => ({ pass: false, reason, ...(by !== undefined && { by }) })

/** What one layer says. Deciding asks them until one refuses; explaining asks them all. */
export function judge(layer: Layer, principal: Principal, at: number | undefined, now: Instant, asked: Asked): Verdict {
  switch (layer) {
    case 'principal':
      return pass
    case 'status':
      return status(principal, at, now)
    case 'window':
      return principal.until === null || now < principal.until ? pass : no('window_over')
    case 'delegation':
      return delegation(principal, at, now, asked)
    default:
      return at === undefined
        ? layer === 'grant'
          ? no('permission_unknown')
          : pass
        : grants(layer, principal, at, asked)
  }
}

function status({ access, noLogin, policy }: Principal, at: number | undefined, now: Instant): Verdict {
  if (standingAt(policy.standing, now) === 'terminated') return no('terminated')
  if (access.status !== 'active') return no(access.status)
  if (noLogin && (at === undefined || !has(policy.http, at))) return no('no_login', access.roles.join(', '))
  return pass
}

function grants(layer: Layer, principal: Principal, at: number, asked: Asked): Verdict {
  const sources = sourcesOf(principal, at, asked)
  const on = sources.filter(({ off }) => off === undefined)
  switch (layer) {
    case 'grant':
      return sources.length > 0 ? by(on[0] ?? sources[0]) : no(whyNotGranted(principal, at, asked))
    case 'switch':
      return switches(principal, at, sources)
    case 'exclusion':
      return principal.excluded && has(principal.excluded, at) ? no('excluded', principal.policy.moduleOf[at]) : pass
    case 'restriction':
      return restriction(principal, at)
    default:
      return condition(on, asked)
  }
}

const by = (source: Source | undefined): Verdict => (source ? { pass: true, by: source.by } : pass)

/** What waits for the platform is refused whoever grants it. Of what is off, that is named first which the account can flip. */
function switches({ policy }: Principal, at: number, sources: readonly Source[]): Verdict {
  if (has(policy.closed, at)) return no('not_enabled', policy.permissions[at])
  if (sources.some(({ off }) => off === undefined)) return pass
  const source = sources.find(({ off }) => off === 'switched_off') ?? sources[0]
  return source?.off ? no(source.off, source.by) : pass
}

function restriction({ restrictions }: Principal, at: number): Verdict {
  const hiding = restrictions.find(({ hidden }) => has(hidden, at))
  return hiding ? no('restricted', hiding.hiddenBy.get(at)?.[0]) : pass
}

function condition(sources: readonly Source[], asked: Asked): Verdict {
  if (sources.length === 0) return pass
  const holding = sources.find(({ conditions }) => holds(conditions, asked))
  if (holding) return by(holding)
  const unmet = sources[0]?.conditions.find((one) => !holds([one], asked))
  return no('condition_unmet', unmet && `${unmet.of}.${unmet.property}`)
}

/** The same question, asked by the member acted for. */
export const askedAs = ({ person }: Delegated, asked: Asked): Asked => ({
  ...asked,
  subject: { ...asked.subject, ...(person !== undefined && { id: person }) },
})

/** Whoever acts on behalf of a member holds what both hold, and less where only looking was asked for. */
function delegation(
  { access, subject, policy }: Principal,
  at: number | undefined,
  now: Instant,
  asked: Asked,
): Verdict {
  if (!subject || !access.delegation) return pass
  if (access.delegation.access === 'read-only' && at !== undefined && has(policy.changes, at)) return no('read_only')
  const asSubject = askedAs(access.delegation, asked)
  for (const layer of layers) {
    const verdict = judge(layer, subject, at, now, asSubject)
    if (!verdict.pass) return no('beyond_subject', verdict.reason)
  }
  return pass
}
