import { catalogFor } from '../accounts/policy.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import type { Fault } from '../errors.ts'
import { isId } from '../ids.ts'
import { partnerKey } from '../keys.ts'
import type { Partner } from '../partners/model.ts'
import { roleMay } from '../partners/require-staff.ts'
import { read } from '../table.ts'

/** A partner that is to own an organization, with everything that keeps it from that. */
export async function readReseller(
  id: string,
  now: Instant,
): Promise<{ partner?: Partner; catalog?: Catalog; faults: Fault[] }> {
  const partner = isId(id) ? await read<Partner>(partnerKey(id)) : undefined
  const fault = (code: Fault['code'], detail: string): Fault => ({ code, detail, field: 'reseller' })
  if (!partner) return { faults: [fault('partner_unknown', 'There is no such partner')] }
  const catalog = await catalogFor(partner)
  const faults = [
    ...(roleMay(partner, catalog, 'organization.list', now)
      ? []
      : [fault('not_a_reseller', `The role ${partner.role} has no organizations in the catalog of this partner`)]),
    ...(partner.status === 'active' ? [] : [fault('partner_inactive', 'This partner is switched off')]),
  ]
  return { partner, catalog, faults }
}
