import { Refusal } from '../errors.ts'
import type { DelegationReport } from '../reports/model.ts'
import { reportsOf } from '../reports/store.ts'
import type { Delegation } from './model.ts'

/** What was mailed of a delegation. @throws Refusal report_unknown while it runs, and until the report is made. */
export async function readDelegationReport({ account, id }: Delegation): Promise<DelegationReport> {
  const { items } = await reportsOf<DelegationReport>(account, id, { limit: 1 })
  if (!items[0]) throw new Refusal('report_unknown', 'The report is made when the delegation has ended')
  return items[0]
}
