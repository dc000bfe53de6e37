import type { Account } from './model.ts'

/** An account as the API shows it; its own switches and restrictions are read with its roles. */
export function viewAccount({ policy: _, options = [], ...account }: Account) {
  return { ...account, options }
}
