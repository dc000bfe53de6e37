import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Account } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { digestKey, digestsDueEntry, shards } from '../keys.ts'
import { absent, type Change, client, type Item, query, read, tableName, versionIs } from '../table.ts'
import { nextDigest, sameClock } from './calendar.ts'
import type { Digest } from './model.ts'

const digestItem = (digest: Digest): Item<Digest> => ({
  ...digestKey(digest.account),
  ...digestsDueEntry(digest.account, digest.next),
  data: digest,
})

export const loadDigest = (account: string) => read<Digest>(digestKey(account))

const firstDigest = ({ id, timeZone }: Pick<Account, 'id' | 'timeZone'>, now: Instant): Change => ({
  put: digestItem({ account: id, since: now, next: nextDigest(now, timeZone), version: 1 }),
  when: absent,
})

/** Whether or not its catalog lets anybody have one: accounts move between catalogs. */
export const newDigest = (account: Account): Change => firstDigest(account, account.createdAt)

/** Two who move the same digest on at once cannot both: the condition on the version is what mails nobody twice. */
export const replaceDigest = (before: Digest, after: Digest): Change => ({
  put: digestItem(after),
  when: versionIs(before.version),
})

/** An account that gets other clocks keeps its Monday. */
export async function moveDigest({ id, timeZone: from }: Account, to: string, now: Instant): Promise<Change[]> {
  if (from === to) return []
  const digest = await loadDigest(id)
  if (!digest) return [firstDigest({ id, timeZone: to }, now)]
  const next = sameClock(digest.next, from, to)
  return [replaceDigest(digest, { ...digest, next, version: digest.version + 1 })]
}

/** Moves a digest on that nobody gets: nothing is owed, so there is nothing for the audit to say. */
export async function passDigest(before: Digest, after: Digest): Promise<void> {
  const { text, names, values } = versionIs(before.version)
  try {
    await client.send(
      new PutCommand({
        TableName: tableName(),
        Item: digestItem(after),
        ConditionExpression: text,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      }),
    )
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    throw new Refusal('version_conflict', 'Somebody else has moved it on')
  }
}

const pageSize = 25

/** Digests that are due, page by page and shard by shard: whoever asks stops asking when it has had enough. */
export async function* dueDigests(now: Instant): AsyncGenerator<Digest> {
  for (const shard of shards) {
    const from = { index: 'digestsDue', partition: `DIGEST#${shard}`, between: ['', `${now}#~`] } as const
    let page = await query<Digest>(from, { limit: pageSize })
    yield* page.items
    while (page.next) {
      page = await query<Digest>(from, { limit: pageSize, after: page.next })
      yield* page.items
    }
  }
}
