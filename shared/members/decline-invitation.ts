import type { Instant } from '../clock.ts'
import { endGrantNow } from '../experts/end.ts'
import { newId } from '../ids.ts'
import { again, commit } from '../table.ts'
import { openInvitationFor } from './accept-invitation.ts'
import type { Member } from './model.ts'
import { moved, type SignedIn } from './rules.ts'
import { closeLink, replaceMember, unlockEmail } from './store.ts'

/**
 * Turns an invitation down, for good: nobody gets access by this link.
 * @throws Refusal as `openInvitationFor`.
 */
export const declineInvitation = (token: string, person: SignedIn, now: Instant): Promise<Member> =>
  again(async () => {
    const member = await openInvitationFor(token, person, now)
    const actor = { type: 'member', id: member.id } as const
    if (member.kind === 'expert') return endGrantNow(member, { how: 'declined', actor, now })

    const after: Member = { ...member, status: moved(member.status, 'decline') }
    await commit(
      [
        ...replaceMember(member, after),
        ...closeLink(member, 'declined'),
        ...(member.email ? [unlockEmail(member.account, member.email)] : []),
      ],
      [
        {
          entry: {
            id: newId(now),
            account: member.account,
            at: now,
            action: 'member.declined',
            actor,
            target: member.id,
            before: { status: 'invited' },
            after: { status: 'revoked' },
          },
        },
      ],
    )
    return { ...after, version: member.version + 1 }
  })
