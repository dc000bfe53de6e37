import { Refusal } from '../errors.ts'
import { requireNoAgent } from './agent-faults.ts'
import { sidesOf } from './authority.ts'
import { type ChangeMember, changeMember, envelopeOf } from './change-member.ts'
import type { TeamMember } from './model.ts'
import { moved, requireRunning } from './rules.ts'
import { closeLink, forgetAccess, unlockEmail } from './store.ts'

/**
 * Ends a membership and erases its details and links. What was done stays on record under the member's id, and a
 * decision about that id is refused from now on: so is whatever the platform lets run in the member's name.
 * @throws Refusal confirmation_missing without the version that was read; not_yourself where the catalog lets nobody
 * leave; last_owner; and as `changeMember`.
 */
export const removeMember = (where: ChangeMember): Promise<unknown> =>
  endMembership(where, where.ifVersion !== undefined)

/** A member goes by themselves. @throws as `removeMember`. */
export const leaveAccount = (where: ChangeMember): Promise<unknown> => endMembership(where, true)

async function endMembership(where: ChangeMember, confirmed: boolean): Promise<TeamMember> {
  requireNoAgent(where, 'remove nobody')
  return changeMember({ ...where, alsoEnded: true }, (before) => {
    if (before.erasedAt) requireRunning(before)
    if (!confirmed)
      throw new Refusal('confirmation_missing', 'Confirm with the version of the member that was read', 'If-Match')
    const self = sidesOf(where.authority).some(({ by }) => by?.member === before.id)
    if (self && where.authority.catalog.members.mayLeave === false)
      throw new Refusal('not_yourself', 'Members of this account cannot remove themselves: ask another one')
    return {
      after: erased({ ...before, status: moved(before.status, 'remove') }, where.now),
      changes: [
        ...closeLink(before, 'withdrawn'),
        ...(before.email ? [unlockEmail(before.account, before.email)] : []),
        ...forgetAccess(before),
      ],
      told: [
        {
          action: 'member.removed',
          before: { status: before.status, roles: before.roles, ...tiesOf(before) },
          after: { status: 'revoked', erased: true },
          ...envelopeOf(before),
          // A login that an admin here made was made for this membership.
          ...(before.login === undefined && { without: ['login.delete'] as const }),
        },
      ],
    }
  })
}

/** Which subscribers are free again. */
const tiesOf = ({ links = [] }: TeamMember) =>
  links.length > 0 ? { links: links.map(({ type, id }) => `${type} ${id}`) } : {}

/** Without name, address, identity and ties. */
function erased(member: TeamMember, now: string): TeamMember {
  const { id, account, kind, status, createdAt, version, invitedBy } = member
  const { acceptedAt } = member
  return {
    ...{ id, account, kind, status, createdAt, version, name: null, email: null, roles: [], erasedAt: now },
    ...(invitedBy !== undefined && { invitedBy }),
    ...(acceptedAt !== undefined && { acceptedAt }),
  }
}
