import type { Account } from '../accounts/model.ts'
import { catalogFor, policyFor } from '../accounts/policy.ts'
import { requireGuard, requirePart } from '../accounts/require-guard.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { partPermission } from '../partners/limits.ts'
import { accessOfActor } from '../partners/principal.ts'
import type { Member } from './model.ts'

/**
 * What an agent of a partner gave and had to wait is worth as much as that agent may do now: active, of a partner whose
 * the account still is, and permitted. @throws Refusal inviter_gone.
 */
export async function requireGiver(account: Account, { invitation }: Member, now: Instant): Promise<void> {
  const given = invitation?.givenBy
  if (!given) return
  const gone = new Refusal('inviter_gone', 'Who invited you may not do so any more: ask an owner for a new link')
  const access = await accessOfActor(account, given.actor, now)
  if (!access) throw gone
  const [catalog, policy] = [await catalogFor(account), await policyFor(account)]
  const asking = { account: account.id, catalog, policy, access }
  try {
    await requireGuard(asking, given.guard, now)
    if (given.guard === 'member.update') await requirePart(asking, given.guard, partPermission(catalog, 'email'), now)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_permitted') throw gone
    throw error
  }
}
