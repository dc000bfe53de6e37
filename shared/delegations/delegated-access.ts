import type { AccessRecord } from '../access/model.ts'
import type { Instant } from '../clock.ts'
import { memberKey } from '../keys.ts'
import { accessRecord } from '../members/access-record.ts'
import type { Member } from '../members/model.ts'
import { agentNow, type Tied } from '../partners/agent-access.ts'
import { readMany } from '../table.ts'
import { findDelegation } from './store.ts'

/**
 * The access of a person who acts on behalf of a member: both as they are now. Undefined where there is no such
 * delegation, it is somebody else's or their own of an earlier time, or the account is not their partner's any more.
 */
export async function delegatedAccess(
  account: Tied,
  delegation: string,
  subject: string,
  now: Instant,
): Promise<AccessRecord | undefined> {
  const found = await findDelegation(account.id, delegation)
  if (!found || found.actor.subject !== subject) return undefined
  const [agent, [member]] = await Promise.all([
    agentNow(account, subject, found.actor.partner, now),
    readMany<Member>([memberKey(account.id, found.subject)]),
  ])
  // Whoever was removed and came back is another agent: what the one began is not the other's.
  if (!agent || !member || agent.member !== found.actor.agent) return undefined
  const { id, access, until, status } = found
  return {
    ...agent,
    // A delegation that has ended says so, whatever the agent may do besides.
    ...(status !== 'active' && { status: status === 'expired' ? 'expired' : 'revoked' }),
    delegation: {
      ...{ id, access, until },
      subject: accessRecord(member),
      ...(member.subject !== undefined && { person: member.subject }),
    },
  }
}
