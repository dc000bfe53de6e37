import { Refusal } from '../errors.ts'
import { type ChangeMember, envelopeOf, type MemberChanged } from './change-member.ts'
import type { TeamMember } from './model.ts'
import { givingInvitation } from './next-invitation.ts'
import type { UpdateMember } from './requests.ts'
import { normalEmail, withoutCredentials } from './rules.ts'
import { closeLink, lockEmail, newLink, unlockEmail } from './store.ts'

/**
 * Sends the invitation of somebody who has not accepted to another address: the old link dies, and the roles go to who
 * reads the new one. @throws Refusal already_accepted, already_invited; not_permitted as `givingInvitation`.
 */
export async function withAddress(
  member: TeamMember,
  { email }: UpdateMember,
  where: ChangeMember,
): Promise<MemberChanged> {
  if (email === undefined || normalEmail(email) === member.email) return { after: member, told: [] }
  if (member.status !== 'invited')
    throw new Refusal('already_accepted', 'An address can be changed until the invitation is accepted', 'email')
  const invitation = await givingInvitation(member, where, 'member.update', 'email')
  const after = { ...member, email: normalEmail(email), invitation }
  const taken = new Refusal('already_invited', 'This person has an open invitation or is a member', 'email')
  const { rotation, acceptableFrom } = invitation
  return {
    after,
    changes: [
      ...closeLink(member, 'rotated'),
      ...newLink(after),
      ...(member.email ? [unlockEmail(member.account, member.email)] : []),
      lockEmail(after, taken),
    ],
    told: [
      {
        action: 'member.email-changed',
        after: { rotation, ...(acceptableFrom !== undefined && { acceptableFrom }) },
        ...withoutCredentials(where.authority.catalog),
        // Who had the address before is told of it too.
        ...(where.actor.type === 'agent' && envelopeOf(member)),
      },
    ],
  }
}
