import { type ChangeMember, changeMember } from './change-member.ts'
import type { TeamMember } from './model.ts'
import { nextInvitation } from './next-invitation.ts'
import { moved, withoutCredentials } from './rules.ts'
import { closeLink, newLink } from './store.ts'

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
