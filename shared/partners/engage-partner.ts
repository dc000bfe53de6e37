import { type ChangeAccount, changeAccount } from '../accounts/change-account.ts'
import type { Account } from '../accounts/model.ts'
import { catalogFor } from '../accounts/policy.ts'
import { loadAccount } from '../accounts/store.ts'
import { Refusal, refuseAny } from '../errors.ts'
import { engagementKey } from '../keys.ts'
import { closedFaults, notNews } from '../organizations/rules.ts'
import { organizationOf, stillThere } from '../organizations/store.ts'
import { requireVersion } from '../table.ts'
import type { Partner } from './model.ts'
import { loadPartner, partnerAsRead } from './store.ts'

type Where = ChangeAccount & { partner: string }

/** They are all in the account, which every decision reads. */
const mostEngaged = 20

const engagedIn = ({ engaged = [] }: Account, partner: string) => engaged.includes(partner)

/**
 * Lets a partner's agents into the account until the engagement is ended. Engaging twice is engaging once.
 * @throws Refusal partner_unknown, partner_inactive, partners_closed, partner_role_unknown, partners_too_many, and as
 * `changeAccount`.
 */
export async function engagePartner({ partner: id, ...where }: Where): Promise<Partner> {
  const [partner, account] = await Promise.all([loadPartner(id), loadAccount(where.account)])
  requireVersion(account, where.ifVersion)
  if (engagedIn(account, id)) return partner
  await changeAccount(where, 'partner.engaged', async (before) => {
    const now = await loadPartner(id)
    refuseAny(closedFaults(await catalogFor(before), now))
    if (now.status !== 'active') throw new Refusal('partner_inactive', 'This partner is switched off')
    const others = (before.engaged ?? []).filter((one) => one !== id)
    if (others.length >= mostEngaged)
      throw new Refusal('partners_too_many', `An account engages at most ${mostEngaged} partners`)
    const under = await organizationOf(before)
    return {
      changes: { engaged: [...others, id] },
      // The account's version guards the item beside it, too.
      also: [
        partnerAsRead(now),
        ...(under ? [stillThere(under)] : []),
        { put: { ...engagementKey(id, before.id), data: { account: before.id, at: where.now } } },
      ],
      without: under?.reseller === id ? ['mail.partner-joined'] : [],
      after: { partner: id },
    }
  })
  return partner
}

/** Ends an engagement: nobody of the partner is let in by it any more. @throws Refusal partner_unknown where there is none. */
export const disengagePartner = ({ partner, ...where }: Where): Promise<Account> =>
  changeAccount(where, 'partner.disengaged', async (before) => {
    if (!engagedIn(before, partner)) throw new Refusal('partner_unknown', 'This partner is not engaged')
    const engaged = (before.engaged ?? []).filter((one) => one !== partner)
    const under = await organizationOf(before)
    return {
      changes: { engaged },
      also: [...(under ? [stillThere(under)] : []), { remove: engagementKey(partner, before.id) }],
      without: notNews({ engaged }, partner, under?.reseller).filter((one) => one === 'mail.partner-left'),
      before: { partner },
    }
  })
