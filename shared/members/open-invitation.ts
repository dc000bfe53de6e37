import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { tokenHash } from '../tokens.ts'
import type { InvitationLink, Member } from './model.ts'
import { requireOpen, statusAt } from './rules.ts'
import { loadLink, loadMember } from './store.ts'

/**
 * A link that still works, and the member it invites.
 * @throws Refusal saying what kind of dead link it is.
 */
export async function openInvitation(token: string, now: Instant): Promise<{ link: InvitationLink; member: Member }> {
  const hash = tokenHash(token)
  const link = await loadLink(hash)
  requireOpen(link, now)
  const member = await loadMember(link.account, link.member)
  if (member && statusAt(member, now) === 'invited') return { link, member }
  // Somebody answered between the two reads; by now the link says how.
  requireOpen(await loadLink(hash), now)
  throw new Refusal('invitation_withdrawn', 'This invitation was withdrawn')
}
