import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import type { Expert } from '../members/model.ts'
import { statusAt } from '../members/rules.ts'
import { again, requireVersion } from '../table.ts'
import { endGrantNow } from './end.ts'
import { loadExpert } from './store.ts'

interface Revoke {
  account: string
  member: string
  erase: boolean
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

/**
 * Ends access at any time, before or after acceptance; with `erase` the details go in the same commit.
 * @throws Refusal already_ended, version_conflict.
 */
export const revokeExpert = ({ account, member, erase, ifVersion, actor, now }: Revoke): Promise<Expert> =>
  again(async () => {
    const expert = await loadExpert(account, member)
    requireVersion(expert, ifVersion)
    const status = statusAt(expert, now)
    if (status === 'expired' || status === 'revoked')
      throw new Refusal('already_ended', `The access of this expert has already ended: it is ${status}`)
    return endGrantNow(expert, { how: 'revoked', actor, now, erase })
  })
