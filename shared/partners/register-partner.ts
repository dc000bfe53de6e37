import type { Actor } from '../audit/model.ts'
import { findCatalog } from '../catalogs/store.ts'
import type { Instant } from '../clock.ts'
import { Refusal, refuseAny } from '../errors.ts'
import type { Remember } from '../idempotency.ts'
import { newId } from '../ids.ts'
import { commit } from '../table.ts'
import { planAgent } from './agents/invite-agents.ts'
import { agentFaults, domainFaults, partnerRoleFaults, partnerTerms } from './agents/rules.ts'
import type { Partner } from './model.ts'
import type { RegisterPartner } from './requests.ts'
import { newPartner } from './store.ts'

interface Register {
  body: RegisterPartner
  actor: Actor
  now: Instant
  /** Written in the same commit: what a repeated call is answered with. */
  remember: Remember
}

/**
 * A new partner, and the invitation of its first agent, who leads its staff.
 * @throws Refusal catalog_unknown, partners_closed; and with every fault of the rest at its field.
 */
export async function registerPartner({ body, actor, now, remember }: Register): Promise<Partner> {
  const catalog = await findCatalog(body.catalog.id, body.catalog.version)
  if (!catalog) throw new Refusal('catalog_unknown', 'There is no such catalog', 'catalog')
  const terms = partnerTerms(catalog, 'catalog')
  const domains = [...new Set(body.domains)]
  refuseAny([
    ...partnerRoleFaults(body.role, terms),
    ...domainFaults(body.domains, terms),
    ...agentFaults(body.agent, { domains }, catalog, 'agent.'),
  ])
  const partner: Partner = {
    ...{ id: newId(now), name: body.name, role: body.role },
    catalog: { id: catalog.id, version: catalog.version },
    ...{ domains, status: 'active', createdAt: now, version: 1 },
  }
  const registered = newId(now)
  const first = await planAgent({ partner, catalog, actor, now }, { ...body.agent, lead: true }, 'agent.email')
  const { id, name, role, catalog: pinned } = partner
  const after = { name, role, catalog: pinned, domains }
  await commit(
    [...remember([id]), ...newPartner(partner), ...first.changes],
    [
      { entry: { id: registered, account: id, at: now, action: 'partner.registered', actor, target: id, after } },
      first.entry,
    ],
  )
  return partner
}
