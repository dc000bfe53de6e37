import type { AccessRecord } from '../access/model.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { accessKey } from '../keys.ts'
import { statusAt } from '../members/rules.ts'
import { forgetAccess, replaceMember } from '../members/store.ts'
import { again, commit, read, requireVersion } from '../table.ts'
import { erased } from './end.ts'
import { endGrant } from './end-grant.ts'
import { loadExpert } from './store.ts'

interface Erase {
  account: string
  member: string
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

/**
 * Erases name, address and identity of an expert whose access has ended. Reports and audit stay, under the id.
 * @throws Refusal expert_not_ended (revoke first), details_erased, version_conflict.
 */
export const eraseExpert = ({ account, member, ifVersion, actor, now }: Erase): Promise<void> =>
  again(async () => {
    requireVersion(await loadExpert(account, member), ifVersion)
    // A window that is over is ended first, so that its mails still know whom they speak of.
    await endGrant({ account, member }, 'request', now)
    const expert = await loadExpert(account, member)
    if (expert.erasedAt) throw new Refusal('details_erased', 'The details of this expert have already been erased')
    const status = statusAt(expert, now)
    if (status !== 'expired' && status !== 'revoked')
      throw new Refusal('expert_not_ended', `This expert is ${status}: revoke the access first`)

    const access = expert.subject && (await read<AccessRecord>(accessKey(account, expert.subject)))
    await commit(
      [
        ...replaceMember(expert, erased(expert, now)),
        ...(access && access.member === expert.id ? forgetAccess(expert) : []),
      ],
      [
        {
          entry: {
            id: newId(now),
            account,
            at: now,
            action: 'expert.erased',
            actor,
            target: member,
            after: { erased: true },
          },
        },
      ],
    )
  })
