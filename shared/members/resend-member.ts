import { invitationToken, tokenHash } from '../tokens.ts'
import { type ChangeMember, changeMember } from './change-member.ts'
import type { Invitation, TeamMember } from './model.ts'
import { invitationExpiry, moved, withoutCredentials } from './rules.ts'
import { closeLink, newLink } from './store.ts'

/** The invitation that follows: another link, which works as long as a first one would. */
export async function nextInvitation(
  { account, id, invitation }: TeamMember,
  { authority: { catalog }, now }: Pick<ChangeMember, 'authority' | 'now'>,
): Promise<Invitation> {
  const rotation = (invitation?.rotation ?? 0) + 1
  return {
    tokenHash: tokenHash(await invitationToken(account, id, rotation)),
    rotation,
    expiresAt: invitationExpiry(now, catalog.members.invitationDays, null),
    ...(invitation?.acceptableFrom !== undefined && { acceptableFrom: invitation.acceptableFrom }),
  }
}

/**
 * Sends a new link, and lets the old one die, while the invitation has not been accepted, however old it is.
 * @throws Refusal already_accepted, already_ended, and as `changeMember`.
 */
export const resendMember = (where: ChangeMember): Promise<TeamMember> =>
  changeMember(where, async (before) => {
    const status = moved(before.status, 'resend')
    const invitation = await nextInvitation(before, where)
    const after = { ...before, status, invitation }
    return {
      after,
      changes: [...closeLink(before, 'rotated'), ...newLink(after)],
      told: [
        {
          action: 'member.resent',
          before: { rotation: before.invitation?.rotation ?? 0 },
          after: { rotation: invitation.rotation },
          ...withoutCredentials(where.authority.catalog),
        },
      ],
    }
  })
