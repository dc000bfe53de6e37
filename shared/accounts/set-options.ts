import { refuseAny } from '../errors.ts'
import { type ChangeAccount, changeAccount } from './change-account.ts'
import type { Account } from './model.ts'
import { catalogFor } from './policy.ts'
import { onRequest } from './role-rules.ts'

/**
 * Enables or disables some of what the account's catalog has on request; the rest stays as it is.
 * @throws Refusal option_unknown, each at its field, and as `changeAccount`.
 */
export const setOptions = ({
  choices,
  ...where
}: ChangeAccount & { choices: Readonly<Record<string, boolean>> }): Promise<Account> =>
  changeAccount(where, 'account.options-set', async (before) => {
    const known = onRequest(await catalogFor(before)).map(({ id }) => id)
    const named = Object.keys(choices)
    const detail = 'The catalog of this account has no such role or permission on request'
    refuseAny(named.filter((id) => !known.includes(id)).map((field) => ({ code: 'option_unknown', detail, field })))
    const was = (id: string) => before.options?.includes(id) === true
    const options = known.filter((id) => (named.includes(id) ? choices[id] : was(id)))
    return {
      changes: { options: [...new Set(options)], policyVersion: before.policyVersion + 1 },
      before: Object.fromEntries(named.map((id) => [id, was(id)])),
      after: choices,
    }
  })
