import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { agentOfKey, endsDueEntry, partnerKey } from '../keys.ts'
import { client, read, tableName } from '../table.ts'
import { day, plus } from '../time.ts'
import type { AgentRecord, Partner } from './model.ts'

/** @throws Refusal partner_unknown. */
export async function loadPartner(id: string): Promise<Partner> {
  const partner = await read<Partner>(partnerKey(id))
  if (!partner) throw new Refusal('partner_unknown', 'There is no such partner')
  return partner
}

export const nameOfPartner = async (id: string): Promise<string | undefined> =>
  (await read<Partner>(partnerKey(id)))?.name

/**
 * An agent was here: the days they may stay away begin anew. Written once a day at most. One who was away for too long
 * is not let in by coming back.
 */
export async function noteAgentSeen(subject: string, record: AgentRecord, now: Instant): Promise<void> {
  const { agent, status, activeUntil, inactiveAfterDays } = record
  if (status !== 'active' || activeUntil === null || inactiveAfterDays === null || now >= activeUntil) return
  const until = plus(now, inactiveAfterDays * day)
  if (until < plus(activeUntil, day)) return
  const { dueShard, dueAt } = endsDueEntry(agent, until)
  const update = new UpdateCommand({
    TableName: tableName(),
    Key: agentOfKey(subject),
    UpdateExpression: 'SET #data.#activeUntil = :until, #dueShard = :dueShard, #dueAt = :dueAt',
    ConditionExpression: '#data.#agent = :agent AND #data.#status = :active AND #data.#activeUntil = :before',
    ExpressionAttributeNames: {
      '#data': 'data',
      '#agent': 'agent',
      '#status': 'status',
      '#activeUntil': 'activeUntil',
      '#dueShard': 'dueShard',
      '#dueAt': 'dueAt',
    },
    ExpressionAttributeValues: {
      ':until': until,
      ':dueShard': dueShard,
      ':dueAt': dueAt,
      ':agent': agent,
      ':active': 'active',
      ':before': activeUntil,
    },
  })
  await client.send(update).catch((error) => {
    // Somebody else noted it, or switched the agent off.
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  })
}
