import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import { normalEmail } from '../members/rules.ts'
import { again, commit, requireVersion, versionIs } from '../table.ts'
import type { Account, UpdateAccount } from './model.ts'
import { timeZoneFaults } from './rules.ts'
import { accountItem, loadAccount } from './store.ts'

interface Update {
  account: string
  body: UpdateAccount
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

/** Changes name, report address or time zone. @throws Refusal time_zone_unknown, version_conflict. */
export const updateAccount = ({ account, body, ifVersion, actor, now }: Update): Promise<Account> =>
  again(async () => {
    refuseAny(timeZoneFaults(body.timeZone))
    const before = await loadAccount(account)
    requireVersion(before, ifVersion)
    const { name, timeZone, reportEmail } = body
    const changes = {
      ...(name !== undefined && { name }),
      ...(timeZone !== undefined && { timeZone }),
      ...(reportEmail !== undefined && { reportEmail: normalEmail(reportEmail) }),
    }
    const after: Account = { ...before, ...changes, version: before.version + 1 }
    await commit(
      [{ put: accountItem(after), when: versionIs(before.version) }],
      [
        {
          entry: {
            id: newId(now),
            account,
            at: now,
            action: 'account.updated',
            actor,
            target: account,
            before: { name: before.name, timeZone: before.timeZone, reportEmail: before.reportEmail },
            after: changes,
          },
        },
      ],
    )
    return after
  })
