import type { Account } from '../../shared/accounts/model.ts'
import { catalogFor, policyFor } from '../../shared/accounts/policy.ts'
import { loadAccount } from '../../shared/accounts/store.ts'
import type { Authority } from '../../shared/members/authority.ts'
import { actorOf, type Exchange, param } from '../endpoint.ts'

/** The account a request is about, and on whose authority: the signed-in member's, or the platform's. */
export async function authorityOf({ inside, params }: Exchange): Promise<{ account: Account; authority: Authority }> {
  if (inside) {
    const { account, catalog, policy, access: by } = inside
    return { account, authority: { catalog, policy, by } }
  }
  const account = await loadAccount(param({ params }, 'account'))
  return { account, authority: { catalog: await catalogFor(account), policy: await policyFor(account) } }
}

/** What a change of one member needs of a request. */
export const memberOf = async (request: Exchange) => {
  const { ifVersion, now } = request
  return { ...(await authorityOf(request)), member: param(request, 'member'), ifVersion, actor: actorOf(request), now }
}
