import { catalogFor } from '../accounts/policy.ts'
import { loadAccount } from '../accounts/store.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { requireNotTerminated } from '../lifecycle/rules.ts'
import type { MemberInvitationView } from './model.ts'
import { openInvitation } from './open-invitation.ts'
import { shortened } from './rules.ts'
import { loadMember } from './store.ts'

/**
 * What a link offers. Changes nothing: mail scanners follow links.
 * @throws Refusal saying what kind of dead link it is; account_terminated.
 */
export async function readInvitation(token: string, now: Instant): Promise<MemberInvitationView> {
  const { link, member } = await openInvitation(token, now)
  const account = await loadAccount(link.account)
  requireNotTerminated(account, now)
  if (member.name === null || member.email === null)
    throw new Refusal('invitation_withdrawn', 'This invitation was withdrawn')
  const inviter = member.invitedBy ? await loadMember(link.account, member.invitedBy) : undefined
  const names = new Map((await catalogFor(account)).roles.map((role) => [role.id, role.name]))
  return {
    account: { name: account.name, timeZone: account.timeZone },
    kind: member.kind,
    name: member.name,
    email: shortened(member.email),
    invitedBy: inviter?.name ? { name: inviter.name } : null,
    ...(member.kind === 'expert'
      ? { access: member.grant.access, until: member.grant.until }
      : { roles: member.roles.map((role) => names.get(role) ?? role) }),
    expiresAt: link.expiresAt,
    state: 'open',
  }
}
