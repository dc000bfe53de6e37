import type { Account } from '../accounts/model.ts'
import { partnerKey } from '../keys.ts'
import type { AccountPartnerView } from '../organizations/model.ts'
import { organizationOf } from '../organizations/store.ts'
import { readMany } from '../table.ts'
import type { Partner } from './model.ts'

type How = AccountPartnerView['how']

export const viewAccountPartner = ({ id, name, role, status }: Partner, how: How): AccountPartnerView => ({
  ...{ id, name, role, how, status },
})

/** Who is let into an account: whom it engaged, and the reseller of the organization it stands under. */
export async function listAccountPartners(account: Account): Promise<AccountPartnerView[]> {
  const under = await organizationOf(account)
  const letIn: [string, How][] = [
    ...(account.engaged ?? []).map((id): [string, How] => [id, 'engaged']),
    ...(under ? [[under.reseller, 'organization'] satisfies [string, How]] : []),
  ]
  const partners = await readMany<Partner>(letIn.map(([id]) => partnerKey(id)))
  return letIn.flatMap(([, how], at) => {
    const partner = partners[at]
    return partner ? [viewAccountPartner(partner, how)] : []
  })
}
