import { has } from '../access/bits.ts'
import type { Policy } from '../access/compile.ts'
import type { AccessRecord, ExpertAccess } from '../access/model.ts'
import { givable } from '../access/prepare.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { type Fault, Refusal } from '../errors.ts'
import { normalEmail } from '../members/rules.ts'
import { hour, millis, minute, plus } from '../time.ts'
import type { InviteExperts } from './model.ts'

/** @throws Refusal where the catalog lets no experts in. */
export function expertTerms({ experts }: Catalog): Terms {
  if (!experts) throw new Refusal('experts_closed', 'The catalog of this account lets no experts in')
  return experts
}

type Terms = NonNullable<Catalog['experts']>

/** Exactly one of the domains: no sub-domain, no look-alike. */
export function isAllowedEmail(email: string, { domains }: Pick<Terms, 'domains'>): boolean {
  const normal = normalEmail(email)
  return domains.includes(normal.slice(normal.lastIndexOf('@') + 1))
}

/** What is wrong with a window that shall end at `until`, seen from now. */
export function windowFaults(until: Instant | null, terms: Terms, region: string, now: Instant): Fault[] {
  const fault = (code: Fault['code'], detail: string): Fault[] => [{ code, detail, field: 'until' }]
  if (until === null) {
    if (!terms.noLimitClosedIn.includes(region)) return []
    return fault('no_limit_closed', 'Accounts of this region have to set a date and time at which access ends')
  }
  if (until <= now) return fault('window_in_past', 'The end of access lies in the past')
  if (millis(until) - millis(now) > terms.longestWindowHours * hour)
    return fault('window_too_long', `Access can be given for at most ${terms.longestWindowHours} hours from now`)
  return []
}

function consentFaults({ accepted, wordingVersion }: InviteExperts['consent'], { consent }: Terms): Fault[] {
  if (!accepted)
    return [
      { code: 'consent_missing', detail: 'Experts are invited only with your consent', field: 'consent.accepted' },
    ]
  if (wordingVersion !== consent.version) {
    const detail = `The wording in force is version ${consent.version}: show it and ask again`
    return [{ code: 'consent_outdated', detail, field: 'consent.wordingVersion' }]
  }
  return []
}

function personFaults(experts: InviteExperts['experts'], catalog: Catalog): Fault[] {
  const terms = expertTerms(catalog)
  const seen = new Set<string>()
  return experts.flatMap(({ name, email }, at) => {
    const faults: Fault[] = []
    const { shortestName } = catalog.members
    if (name.length < shortestName)
      faults.push({
        code: 'name_too_short',
        detail: `A name has at least ${shortestName} characters`,
        field: `experts[${at}].name`,
      })
    const field = `experts[${at}].email`
    if (!isAllowedEmail(email, terms))
      faults.push({
        code: 'domain_not_allowed',
        detail: `Only addresses at ${terms.domains.join(', ')} can be invited`,
        field,
      })
    else if (seen.has(normalEmail(email)))
      faults.push({ code: 'duplicate_email', detail: 'The address stands twice', field })
    seen.add(normalEmail(email))
    return faults
  })
}

/** Everything wrong with an invitation, each at its field. */
export const invitationFaults = (body: InviteExperts, catalog: Catalog, region: string, now: Instant): Fault[] => [
  ...personFaults(body.experts, catalog),
  ...windowFaults(body.until, expertTerms(catalog), region, now),
  ...consentFaults(body.consent, expertTerms(catalog)),
]

/** Nobody grants more than they hold: the permissions of the scope that the inviter lacks. */
export function missingForScope(policy: Policy, inviter: AccessRecord, access: ExpertAccess): string[] {
  const held = givable(policy, inviter)
  return [...policy.index].filter(([, at]) => has(policy.experts[access], at) && !has(held, at)).map(([id]) => id)
}

/** An hour before the end, or a tenth of the window where that is shorter. */
export function remindAt(since: Instant, until: Instant): Instant {
  const window = millis(until) - millis(since)
  return plus(until, -Math.min(60 * minute, Math.floor(window / 10)))
}
