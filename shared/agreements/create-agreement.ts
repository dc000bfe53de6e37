import { unchanged } from '../access/compile.ts'
import { type ChangeAccount, changeAccount } from '../accounts/change-account.ts'
import { catalogFor } from '../accounts/policy.ts'
import { Refusal } from '../errors.ts'
import type { Remember } from '../idempotency.ts'
import { newId } from '../ids.ts'
import { requireLevels } from '../members/level-rules.ts'
import { absent } from '../table.ts'
import { type Agreement, type CreateAgreement, mostAgreements } from './model.ts'
import { agreementItem } from './store.ts'

interface Create extends ChangeAccount {
  body: CreateAgreement
  /** Written in the same commit: what a repeated call is answered with. */
  remember: Remember
}

/**
 * An agreement of the account. From this commit on every owner, present and future, holds the owners' level in it: that
 * follows from their role. @throws Refusal levels_closed, agreements_too_many, agreement_exists, and as `changeAccount`.
 */
export async function createAgreement({ body: { id: named, name }, remember, ...where }: Create): Promise<Agreement> {
  const id = named ?? newId(where.now)
  const agreement: Agreement = { id, account: where.account, name, createdAt: where.now }
  await changeAccount(where, 'agreement.created', async (before) => {
    requireLevels(await catalogFor(before))
    const { agreements = [], ...own } = before.policy ?? unchanged
    const exists = new Refusal('agreement_exists', 'The account has an agreement of this id', 'id')
    if (agreements.length >= mostAgreements && !agreements.includes(id))
      throw new Refusal('agreements_too_many', `An account has at most ${mostAgreements} agreements`)
    return {
      changes: { policy: { ...own, agreements: [...agreements, id] }, policyVersion: before.policyVersion + 1 },
      also: [...remember([id]), { put: agreementItem(agreement), when: absent, otherwise: exists }],
      after: { agreement: id, name },
    }
  })
  return agreement
}
