import type { AccessRecord } from '../access/model.ts'
import { catalogFor } from '../accounts/policy.ts'
import { loadAccount } from '../accounts/store.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { endGrant } from '../experts/end-grant.ts'
import { newId } from '../ids.ts'
import { accessKey } from '../keys.ts'
import { requireNotTerminated } from '../lifecycle/rules.ts'
import { again, commit, read } from '../table.ts'
import type { Member } from './model.ts'
import { openInvitation } from './open-invitation.ts'
import { ownersChange } from './owners.ts'
import { requireGiver } from './require-giver.ts'
import { moved, requireAcceptable, requireInvited, type SignedIn } from './rules.ts'
import { accessFree, accessItem, closeLink, replaceMember } from './store.ts'

/**
 * The member whom the link invites, if that is this person.
 * @throws Refusal as `openInvitation`; email_unverified, email_mismatch.
 */
export async function openInvitationFor(token: string, person: SignedIn, now: Instant): Promise<Member> {
  const { member } = await openInvitation(token, now)
  requireInvited(person, member)
  return member
}

/**
 * Makes the signed-in person the member that was invited; access begins with this commit.
 * @throws Refusal as `openInvitationFor`; account_terminated; invitation_waits; inviter_gone; already_member where the person is in this
 * account already.
 */
export const acceptInvitation = (token: string, person: SignedIn, now: Instant): Promise<Member> =>
  again(async () => {
    const member = await openInvitationFor(token, person, now)
    const account = await loadAccount(member.account)
    requireNotTerminated(account, now)
    requireAcceptable(member, now)
    await requireGiver(account, member, now)
    await releaseOverdueAccess(member.account, person.subject, now)
    const after: Member = {
      ...member,
      status: moved(member.status, 'accept'),
      subject: person.subject,
      acceptedAt: now,
    }
    const { ownerRole } = await catalogFor(account)
    const already = new Refusal('already_member', 'You are already a member of this account')
    await commit(
      [
        ...replaceMember(member, after),
        ...ownersChange(member, after, ownerRole),
        ...closeLink(member, 'accepted'),
        { put: accessItem(after, person.subject), when: accessFree, otherwise: already },
      ],
      [
        {
          entry: {
            id: newId(now),
            account: member.account,
            at: now,
            action: member.kind === 'expert' ? 'expert.accepted' : 'member.accepted',
            actor: { type: 'member', id: member.id },
            target: member.id,
            before: { status: 'invited' },
            after: { status: 'active', ...(member.kind === 'team' && { roles: member.roles }) },
          },
        },
      ],
    )
    return { ...after, version: member.version + 1 }
  })

/** The same person's earlier grant may be over but not yet tidied up. */
async function releaseOverdueAccess(account: string, subject: string, now: Instant): Promise<void> {
  const earlier = await read<AccessRecord>(accessKey(account, subject))
  if (earlier?.kind === 'expert') await endGrant({ account, member: earlier.member }, 'request', now)
}
