import type { Account } from './model.ts'

/** An account as the API shows it; its own switches and restrictions are read with its roles. */
export function viewAccount({ policy: _, options = [], lifecycle, ...account }: Account) {
  const { organization = null, engaged = [], express = false } = account
  const { status = 'active', frozen = false, planned } = lifecycle ?? {}
  return {
    ...account,
    ...{ options, organization, engaged, express },
    lifecycle: { status, frozen, planned: planned ? { move: planned.move, at: planned.at } : null },
  }
}
