import type { AccessRecord } from '../access/model.ts'
import type { Account } from '../accounts/model.ts'
import { catalogFor, policyFor } from '../accounts/policy.ts'
import { loadAccess } from '../accounts/store.ts'
import { Refusal } from '../errors.ts'
import type { Authority } from './authority.ts'

/**
 * The active membership of a signed-in person, for what nobody needs a permission for.
 * @throws Refusal account_unknown for a stranger; not_permitted for who is switched off.
 */
export async function ownMembership(
  id: string,
  subject: string,
): Promise<{ account: Account; authority: Authority & { by: AccessRecord } }> {
  const [account, known] = await loadAccess(id, { type: 'user', id: subject })
  const by = known as AccessRecord | undefined
  if (!by || by.status === 'revoked' || by.status === 'expired')
    throw new Refusal('account_unknown', 'There is no such account, or you are not a member of it')
  if (by.status !== 'active') throw new Refusal('not_permitted', `Your membership is ${by.status}`)
  return { account, authority: { catalog: await catalogFor(account), policy: await policyFor(account), by } }
}
