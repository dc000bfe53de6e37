import type { Account } from './model.ts'

/** An account as the API shows it; its own switches and restrictions are read with its roles. */
export function viewAccount({ policy: _, ...account }: Account): Omit<Account, 'policy'> {
  return account
}
