import type { Account } from '../accounts/model.ts'
import type { Actor } from '../audit/model.ts'
import type { OpenEntry } from '../audit/settle.ts'
import type { Instant } from '../clock.ts'
import { agentKey, memberKey, partnerKey } from '../keys.ts'
import type { Member } from '../members/model.ts'
import type { Agent, Partner } from '../partners/model.ts'
import { readMany } from '../table.ts'
import type { PartnerChange } from './partner-changes.ts'

/** What agents of partners do is about a member, the account or a file. */
export interface About extends OpenEntry {
  account: Account
  now: Instant
}

/** Whose name stands in a mail: the agent's, the partner's, and the member's on whose behalf it was. */
export async function byOf(
  { id: account }: Account,
  { id, partner = '', subject }: Actor,
): Promise<PartnerChange['by']> {
  const [staff, company, member] = await readMany<unknown>([
    agentKey(partner, id),
    partnerKey(partner),
    ...(subject === undefined ? [] : [memberKey(account, subject)]),
  ])
  const onBehalfOf = subject === undefined ? undefined : ((member as Member | undefined)?.name ?? '(details erased)')
  return {
    agent: (staff as Agent | undefined)?.name ?? 'An agent',
    partner: (company as Partner | undefined)?.name ?? 'A partner',
    ...(onBehalfOf !== undefined && { onBehalfOf }),
  }
}
