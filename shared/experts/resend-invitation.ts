import type { Actor } from '../audit/model.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Expert } from '../members/model.ts'
import { invitationExpiry, statusAt } from '../members/rules.ts'
import { closeLink, newLink, replaceMember } from '../members/store.ts'
import { again, commit, requireVersion } from '../table.ts'
import { invitationToken, tokenHash } from '../tokens.ts'
import { loadExpert } from './store.ts'

interface Resend {
  account: string
  catalog: Catalog
  member: string
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

/**
 * Sends a new link, and lets the old one die, while the invitation has not been accepted.
 * @throws Refusal already_accepted, already_ended, version_conflict.
 */
export const resendInvitation = ({ account, catalog, member, ifVersion, actor, now }: Resend): Promise<Expert> =>
  again(async () => {
    const expert = await loadExpert(account, member)
    requireVersion(expert, ifVersion)
    const status = statusAt(expert, now)
    if (status === 'active') throw new Refusal('already_accepted', 'This invitation has already been accepted')
    if (status !== 'invited' || !expert.invitation)
      throw new Refusal('already_ended', `This expert is ${status}: invite again instead`)

    const rotation = expert.invitation.rotation + 1
    const after: Expert = {
      ...expert,
      invitation: {
        tokenHash: tokenHash(await invitationToken(account, member, rotation)),
        rotation,
        expiresAt: invitationExpiry(now, catalog.members.invitationDays, expert.grant.until),
      },
    }
    await commit(
      [...replaceMember(expert, after), ...closeLink(expert, 'rotated'), ...newLink(after)],
      [
        {
          entry: {
            id: newId(now),
            account,
            at: now,
            action: 'expert.resent',
            actor,
            target: member,
            before: { rotation: rotation - 1 },
            after: { rotation },
          },
        },
      ],
    )
    return { ...after, version: expert.version + 1 }
  })
