import { catalogFor } from '../../shared/accounts/policy.ts'
import type { Actor } from '../../shared/audit/model.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import type { Partner } from '../../shared/partners/model.ts'
import { loadPartner } from '../../shared/partners/store.ts'
import { actorOf, type Exchange, param } from '../endpoint.ts'

/** The partner that a request is about: the signed-in agent's, or the one a service names. @throws Refusal partner_unknown. */
export const partnerOf = async (request: Exchange): Promise<Partner> =>
  request.staff?.partner ?? (await loadPartner(param(request, 'partner')))

/** With its terms, and who asks. */
export async function staffedBy(request: Exchange): Promise<{ partner: Partner; catalog: Catalog; actor: Actor }> {
  const partner = await partnerOf(request)
  return { partner, catalog: request.staff?.catalog ?? (await catalogFor(partner)), actor: actorOf(request) }
}
