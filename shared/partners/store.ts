import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { AccessRecord } from '../access/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { agentOfKey, endsDueEntry, type Key, partnerKey, partnerListKey } from '../keys.ts'
import { absent, type Change, client, type Page, query, read, readMany, tableName, versionIs } from '../table.ts'
import type { Partner } from './model.ts'
import { letInUntil } from './rules.ts'

/** @throws Refusal partner_unknown. */
export async function loadPartner(id: string): Promise<Partner> {
  const partner = await read<Partner>(partnerKey(id))
  if (!partner) throw new Refusal('partner_unknown', 'There is no such partner')
  return partner
}

/** Whether a person is of the staff of any partner, in whatever standing. */
export const isAgent = async (subject: string): Promise<boolean> => (await read(agentOfKey(subject))) !== undefined

/** Holds what was read of a partner through a commit that relies on it. */
export const partnerAsRead = ({ id, version }: Partner): Change => ({
  check: partnerKey(id),
  when: versionIs(version),
})

/** A partner and its place in the list of all. */
export const newPartner = (partner: Partner): Change[] => [
  { put: { ...partnerKey(partner.id), data: partner }, when: absent },
  { put: { ...partnerListKey(partner.id), data: { id: partner.id } } },
]

/** A partner written over the version that was read. */
export const replacePartner = (before: Partner, after: Partner): Change => ({
  put: { ...partnerKey(before.id), data: { ...after, version: before.version + 1 } },
  when: versionIs(before.version),
})

/** One page of all partners, in the order they were registered. */
export async function partnersPage(page: { limit: number; after?: Key | undefined }): Promise<Page<Partner>> {
  const { items, ...next } = await query<{ id: string }>({ partition: partnerListKey('').pk }, page)
  const partners = items.length > 0 ? await readMany<Partner>(items.map(({ id }) => partnerKey(id))) : []
  return { items: partners.filter((partner) => partner !== undefined), ...next }
}

export const nameOfPartner = async (id: string): Promise<string | undefined> =>
  (await read<Partner>(partnerKey(id)))?.name

/**
 * An agent was here, and let in: the days they may stay away begin anew. Written once a day at most. One who was away for
 * too long is not let in by coming back, and who is refused was not here.
 */
export async function noteAgentSeen(
  subject: string,
  { member: agent, status, stay }: AccessRecord,
  now: Instant,
): Promise<void> {
  if (status !== 'active' || !stay || now >= stay.until) return
  const until = letInUntil(now, stay.days)
  if (until <= stay.until) return
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
      ':before': stay.until,
    },
  })
  await client.send(update).catch((error) => {
    // Somebody else noted it, or switched the agent off.
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  })
}
