import type { AccessRecord } from '../access/model.ts'
import type { Catalog } from '../catalogs/schema.ts'
import { moveDigest } from '../digests/store.ts'
import { type Fault, refuseAny } from '../errors.ts'
import { normalEmail } from '../members/rules.ts'
import { changesOfAccount } from '../partners/limits.ts'
import { type ChangeAccount, changeAccount } from './change-account.ts'
import type { Account, UpdateAccount } from './model.ts'
import { catalogFor } from './policy.ts'
import { ownReportEmail } from './report-email.ts'
import { timeZoneFaults } from './rules.ts'

interface UpdateOf extends ChangeAccount {
  body: UpdateAccount
  /** Absent for the platform. */
  by?: AccessRecord | undefined
}

/**
 * Changes name, report address or time zone.
 * @throws Refusal time_zone_unknown; not_permitted at each field that is closed to agents of partners; and as
 * `changeAccount`.
 */
export const updateAccount = ({ body, by, ...where }: UpdateOf): Promise<Account> =>
  changeAccount(where, 'account.updated', async (before) => {
    refuseAny([
      ...(by?.kind === 'partner' ? closedFields(body, await catalogFor(before)) : []),
      ...timeZoneFaults(body.timeZone),
    ])
    const { name, timeZone, reportEmail } = body
    const own = ownReportEmail(before, reportEmail && normalEmail(reportEmail), where.actor)
    const changes = {
      ...(name !== undefined && { name }),
      ...(timeZone !== undefined && { timeZone }),
      ...(reportEmail !== undefined && { reportEmail: normalEmail(reportEmail) }),
    }
    const also = timeZone === undefined ? [] : await moveDigest(before, timeZone, where.now)
    const was = { name: before.name, timeZone: before.timeZone, reportEmail: before.reportEmail }
    return { ...own, changes: { ...own.changes, ...changes }, also, before: was, after: changes }
  })

function closedFields(body: UpdateAccount, catalog: Catalog): Fault[] {
  const open = changesOfAccount(catalog)
  return Object.keys(body)
    .filter((field) => !open.includes(field))
    .map((field) => ({ code: 'not_permitted', detail: 'Agents of partners do not change this', field }))
}
