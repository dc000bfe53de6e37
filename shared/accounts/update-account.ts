import { moveDigest } from '../digests/store.ts'
import { refuseAny } from '../errors.ts'
import { normalEmail } from '../members/rules.ts'
import { type ChangeAccount, changeAccount } from './change-account.ts'
import type { Account, UpdateAccount } from './model.ts'
import { timeZoneFaults } from './rules.ts'

/** Changes name, report address or time zone. @throws Refusal time_zone_unknown, and as `changeAccount`. */
export const updateAccount = ({ body, ...where }: ChangeAccount & { body: UpdateAccount }): Promise<Account> =>
  changeAccount(where, 'account.updated', async (before) => {
    refuseAny(timeZoneFaults(body.timeZone))
    const { name, timeZone, reportEmail } = body
    const changes = {
      ...(name !== undefined && { name }),
      ...(timeZone !== undefined && { timeZone }),
      ...(reportEmail !== undefined && { reportEmail: normalEmail(reportEmail) }),
    }
    const also = timeZone === undefined ? [] : await moveDigest(before, timeZone, where.now)
    const was = { name: before.name, timeZone: before.timeZone, reportEmail: before.reportEmail }
    return { changes, also, before: was, after: changes }
  })
