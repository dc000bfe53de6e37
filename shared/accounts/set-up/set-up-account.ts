import type { AccessRecord } from '../../access/model.ts'
import { moveDigest } from '../../digests/store.ts'
import { refuseAny } from '../../errors.ts'
import { requireVersion } from '../../table.ts'
import { type ChangeAccount, changeAccount } from '../change-account.ts'
import type { Account } from '../model.ts'
import { catalogFor, policyFor } from '../policy.ts'
import { ownReportEmail } from '../report-email.ts'
import { loadAccount } from '../store.ts'
import type { SettingRow } from './read-file.ts'
import { type Planned, planSetUp } from './rules.ts'

interface SetUpAccount extends ChangeAccount {
  rows: readonly SettingRow[]
  by: AccessRecord
  dryRun: boolean
}

/**
 * Sets an account up by a file: all of it in one commit, or nothing. A dry run differs in nothing but the commit.
 * @throws Refusal set_up_invalid or not_permitted with every fault at its line; and as `changeAccount`.
 */
export async function setUpAccount({ rows, by, dryRun, ...where }: SetUpAccount) {
  const read = await loadAccount(where.account)
  requireVersion(read, where.ifVersion)
  const first = await plan(read, rows, by)
  if (dryRun || first.changed.length === 0) return { dryRun, account: read, changed: first.changed }
  let { changed } = first
  const account = await changeAccount(where, 'account.set-up', async (before) => {
    // As it is now, should somebody else have been faster.
    const planned = await plan(before, rows, by)
    changed = planned.changed
    const { changes } = planned
    const also = changes.timeZone === undefined ? [] : await moveDigest(before, changes.timeZone, where.now)
    const own = ownReportEmail(before, changes.reportEmail, where.actor)
    return {
      ...own,
      changes: { ...own.changes, ...changes, ...(changes.policy && { policyVersion: before.policyVersion + 1 }) },
      also,
      before: told(planned, 'before'),
      after: told(planned, 'after'),
    }
  })
  return { dryRun, account, changed }
}

async function plan(account: Account, rows: readonly SettingRow[], by: AccessRecord): Promise<Planned> {
  const of = { account, catalog: await catalogFor(account), policy: await policyFor(account), by }
  const { faults, ...planned } = planSetUp(of, rows)
  refuseAny(faults)
  return planned
}

/** As changes of single fields are told. */
const fields: Readonly<Record<string, string>> = { 'time-zone': 'timeZone', 'report-email': 'reportEmail' }

const told = ({ changed }: Planned, side: 'before' | 'after') =>
  Object.fromEntries(changed.map((one) => [fields[one.setting] ?? one.setting, one[side]]))
