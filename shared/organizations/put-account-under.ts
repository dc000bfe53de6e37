import { type ChangeAccount, changeAccount } from '../accounts/change-account.ts'
import type { Account } from '../accounts/model.ts'
import { catalogFor } from '../accounts/policy.ts'
import { loadAccount } from '../accounts/store.ts'
import { Refusal, refuseAny } from '../errors.ts'
import { requireActive } from '../partners/agents/rules.ts'
import type { Organization } from '../partners/model.ts'
import { loadPartner, partnerAsRead } from '../partners/store.ts'
import { requireVersion } from '../table.ts'
import { closedFaults, notNews } from './rules.ts'
import { loadOrganization, organizationOf, stillThere } from './store.ts'

type Where = ChangeAccount & { organization: string }

const told = (organization: Organization | undefined) =>
  organization ? { organization: organization.id, partner: organization.reseller } : {}

/**
 * Puts an account under an organization, out of the one it stood under: from then on its reseller's agents are let in,
 * and nobody else's because of the other. Both organizations stay as they were read until it is done.
 * @throws Refusal organization_unknown, partner_inactive, partners_closed, partner_role_unknown, and as `changeAccount`.
 */
export async function putAccountUnder({ organization, ...where }: Where): Promise<Account> {
  await loadOrganization(organization)
  const account = await loadAccount(where.account)
  requireVersion(account, where.ifVersion)
  if (account.organization === organization) return account
  return changeAccount(where, 'account.organization-changed', async (before) => {
    const [to, from] = await Promise.all([loadOrganization(organization), organizationOf(before)])
    const reseller = await loadPartner(to.reseller)
    requireActive(reseller)
    refuseAny(closedFaults(await catalogFor(before), reseller))
    return {
      changes: { organization: to.id },
      also: [stillThere(to), partnerAsRead(reseller), ...(from && from.id !== to.id ? [stillThere(from)] : [])],
      without: notNews(before, from?.reseller, to.reseller),
      before: told(from),
      after: told(to),
    }
  })
}

/** Lets an account stand by itself. @throws Refusal account_unknown where it is not under this organization. */
export const takeAccountOut = ({ organization, ...where }: Where): Promise<Account> =>
  changeAccount(where, 'account.organization-changed', async (before) => {
    const from = await loadOrganization(organization)
    if (before.organization !== from.id)
      throw new Refusal('account_unknown', 'There is no such account under this organization')
    return {
      changes: {},
      gone: 'organization',
      also: [stillThere(from)],
      without: notNews(before, from.reseller, undefined),
      before: told(from),
      after: {},
    }
  })
