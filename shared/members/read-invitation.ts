import { catalogFor } from '../accounts/policy.ts'
import { loadAccount } from '../accounts/store.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { requireNotTerminated } from '../lifecycle/rules.ts'
import { inviterOf } from './inviter.ts'
import type { MemberInvitationView } from './model.ts'
import { openInvitation } from './open-invitation.ts'
import { shortened } from './rules.ts'

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
  const from = member.invitation?.acceptableFrom
  const inviter = await inviterOf(member)
  const names = new Map((await catalogFor(account)).roles.map((role) => [role.id, role.name]))
  return {
    account: { name: account.name, timeZone: account.timeZone },
    kind: member.kind,
    name: member.name,
    email: shortened(member.email),
    invitedBy: inviter === undefined ? null : { name: inviter },
    ...(member.kind === 'expert'
      ? { access: member.grant.access, until: member.grant.until }
      : { roles: member.roles.map((role) => names.get(role) ?? role) }),
    expiresAt: link.expiresAt,
    ...(from !== undefined && { acceptableFrom: from }),
    state: 'open',
  }
}
