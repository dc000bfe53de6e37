import { isDeepStrictEqual } from 'node:util'
import { catalogFor } from '../accounts/policy.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import { again, commit, requireVersion } from '../table.ts'
import { domainFaults, partnerTerms } from './agents/rules.ts'
import type { Partner } from './model.ts'
import type { UpdatePartner } from './requests.ts'
import { loadPartner, replacePartner } from './store.ts'

interface Update {
  partner: string
  body: UpdatePartner
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

/**
 * Changes name, mail domains or status. An inactive partner shuts out all its agents with the next decision. A domain
 * that is taken away lets nobody new in; who is in stays. @throws Refusal partner_unknown, domain_personal, version_conflict.
 */
export const updatePartner = ({ partner, body, ifVersion, actor, now }: Update): Promise<Partner> =>
  again(async () => {
    const before = await loadPartner(partner)
    requireVersion(before, ifVersion)
    const { name = before.name, status = before.status } = body
    const domains = body.domains ? [...new Set(body.domains)] : before.domains
    refuseAny(domainFaults(body.domains ?? [], partnerTerms(await catalogFor(before))))
    const after: Partner = { ...before, name, domains, status }
    if (isDeepStrictEqual(before, after)) return before
    await commit(
      [replacePartner(before, after)],
      [
        {
          entry: {
            ...{ id: newId(now), account: partner, at: now, action: 'partner.updated', actor, target: partner },
            before: shown(before, body),
            after: shown(after, body),
          },
        },
      ],
    )
    return { ...after, version: before.version + 1 }
  })

/** Of what was asked to change. */
const shown = (partner: Partner, body: UpdatePartner) =>
  Object.fromEntries(Object.keys(body).map((field) => [field, partner[field as keyof UpdatePartner]]))
