import type { Actor } from '../audit/model.ts'
import type { Account } from './model.ts'

/**
 * What else changes with the report address. The last one that no agent of a partner set is kept: where an account has no
 * owner yet, it is told of what agents change, and of that first.
 */
export function ownReportEmail(
  { reportEmail: former, ownReportEmail: own = former }: Account,
  reportEmail: string | undefined,
  by: Actor,
): { changes: Pick<Account, 'ownReportEmail'>; gone?: 'ownReportEmail' } {
  if (reportEmail === undefined) return { changes: {} }
  return by.type === 'agent' && own !== reportEmail
    ? { changes: { ownReportEmail: own } }
    : { changes: {}, gone: 'ownReportEmail' }
}
