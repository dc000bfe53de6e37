import type { Account } from '../accounts/model.ts'
import type { Actor } from '../audit/model.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { Refusal, refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Expert } from '../members/model.ts'
import { statusAt } from '../members/rules.ts'
import { replaceMember } from '../members/store.ts'
import { again, commit, requireVersion } from '../table.ts'
import type { UpdateExpert } from './model.ts'
import { expertTerms, windowFaults } from './rules.ts'
import { loadExpert } from './store.ts'

interface Change {
  account: Account
  catalog: Catalog
  member: string
  body: UpdateExpert
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

/**
 * Moves the end of an active expert's window, to earlier or later; in force with this commit.
 * @throws Refusal expert_not_active, window_in_past, window_too_long, no_limit_closed, version_conflict.
 */
export const updateWindow = ({
  account,
  catalog,
  member,
  body: { until },
  ifVersion,
  actor,
  now,
}: Change): Promise<Expert> =>
  again(async () => {
    const expert = await loadExpert(account.id, member)
    requireVersion(expert, ifVersion)
    if (statusAt(expert, now) !== 'active')
      throw new Refusal('expert_not_active', 'Only the window of an active expert can be changed')
    refuseAny(windowFaults(until, expertTerms(catalog), account.region, now))

    const { reminded: _, ...grant } = expert.grant
    const after: Expert = { ...expert, grant: { ...grant, version: grant.version + 1, since: now, until } }
    await commit(replaceMember(expert, after), [
      {
        entry: {
          id: newId(now),
          account: account.id,
          at: now,
          action: 'expert.window-changed',
          actor,
          target: expert.id,
          before: { until: grant.until, grantVersion: grant.version },
          after: { until, grantVersion: after.grant.version },
        },
      },
    ])
    return { ...after, version: expert.version + 1 }
  })
