import type { Instant } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Expert } from '../members/model.ts'
import { statusAt } from '../members/rules.ts'
import { loadMember, replaceMember } from '../members/store.ts'
import { again, commit } from '../table.ts'
import type { GrantRef } from './end-grant.ts'
import { remindAt } from './rules.ts'

/**
 * Marks that the end of a running window is near; the mails follow from the commit. Once for each window: a doubled
 * firing, or one for an older window, does nothing.
 * @returns whether this call reminded.
 */
export const remindGrant = (ref: Required<GrantRef>, now: Instant): Promise<boolean> =>
  again(async () => {
    const expert = await loadMember(ref.account, ref.member)
    if (expert?.kind !== 'expert' || expert.grant.version !== ref.grantVersion) return false
    if (statusAt(expert, now) !== 'active' || expert.grant.reminded === ref.grantVersion) return false
    const { since, until } = expert.grant
    if (until === null || now < remindAt(since, until)) return false
    const after: Expert = { ...expert, grant: { ...expert.grant, reminded: ref.grantVersion } }
    await commit(replaceMember(expert, after), [
      {
        entry: {
          id: newId(now),
          account: ref.account,
          at: now,
          action: 'expert.reminded',
          actor: { type: 'system', id: 'schedule' },
          target: ref.member,
          after: { until: expert.grant.until, grantVersion: ref.grantVersion },
        },
      },
    ])
    return true
  })
