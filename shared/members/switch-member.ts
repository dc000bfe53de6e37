import { requireNoAgent } from './agent-faults.ts'
import { type ChangeMember, changeMember, envelopeOf } from './change-member.ts'
import type { TeamMember } from './model.ts'
import { moved } from './rules.ts'

/** Lets an inactive member in again. @throws Refusal already_active, not_accepted, and as `changeMember`. */
export const activateMember = (where: ChangeMember): Promise<TeamMember> =>
  changeMember(where, (before) => ({
    after: { ...before, status: moved(before.status, 'activate') },
    told: [{ action: 'member.activated', before: { status: before.status }, after: { status: 'active' } }],
  }))

/**
 * Keeps a member out of this account from the next decision on, whatever they hold; their login elsewhere is not
 * touched. @throws Refusal not_permitted for agents of partners, already_inactive, last_owner, and as `changeMember`.
 */
export async function deactivateMember(where: ChangeMember): Promise<TeamMember> {
  requireNoAgent(where, 'switch nobody off')
  return changeMember(where, (before) => ({
    after: { ...before, status: moved(before.status, 'deactivate') },
    told: [
      {
        action: 'member.deactivated',
        before: { status: before.status },
        after: { status: 'inactive' },
        ...envelopeOf(before),
      },
    ],
  }))
}
