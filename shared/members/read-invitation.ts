import type * as z from 'zod'
import { catalogFor } from '../accounts/policy.ts'
import { loadAccount } from '../accounts/store.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { tokenHash } from '../tokens.ts'
import type { InvitationView } from './model.ts'
import { requireOpen, shortened, statusAt } from './rules.ts'
import { loadLink, loadMember } from './store.ts'

/**
 * What a link offers. Changes nothing: mail scanners follow links.
 * @throws Refusal saying what kind of dead link it is.
 */
export async function readInvitation(token: string, now: Instant): Promise<z.infer<typeof InvitationView>> {
  const link = await loadLink(tokenHash(token))
  requireOpen(link, now)
  const [account, member] = await Promise.all([loadAccount(link.account), loadMember(link.account, link.member)])
  if (!member || statusAt(member, now) !== 'invited' || member.name === null || member.email === null)
    throw new Refusal('invitation_withdrawn', 'This invitation was withdrawn')
  const inviter = member.invitedBy ? await loadMember(link.account, member.invitedBy) : undefined
  const names = new Map(catalogFor(account).roles.map((role) => [role.id, role.name]))
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
