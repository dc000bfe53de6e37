import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '../clock.ts'
import { indexes, type Key, shards, unsettledEntry } from '../keys.ts'
import { client, tableName } from '../table.ts'
import { hour, plus } from '../time.ts'
import { settleWithin } from './entry.ts'
import { closeEntry } from './settle.ts'

interface Unsettled extends Key {
  pending?: ReadonlySet<string>
  redrives: number
}

/** Entries that should have been settled by now. */
export async function unsettledEntries(now: Instant, limitPerShard: number): Promise<Unsettled[]> {
  const pages = await Promise.all(
    shards.map((shard) =>
      client.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: 'unsettled',
          KeyConditionExpression: '#pk = :pk AND #sk <= :now',
          ExpressionAttributeNames: { '#pk': indexes.unsettled.pk, '#sk': indexes.unsettled.sk },
          ExpressionAttributeValues: { ':pk': `UNSETTLED#${shard}`, ':now': `${now}#~` },
          Limit: limitPerShard,
        }),
      ),
    ),
  )
  return pages.flatMap(({ Items = [] }) => Items as Unsettled[])
}

/** Five minutes, then twice as long each time, never longer than an hour: a lasting fault is not hammered. */
const patience = (redrives: number) => Math.min(settleWithin * 2 ** redrives, hour)

/** Touches the entry, so that the stream carries it to whoever settles it once more. */
export async function redrive({ pk, sk, pending, redrives }: Unsettled, now: Instant): Promise<void> {
  const key = { pk, sk }
  if (!pending) return closeEntry(key)
  const { unsettledShard, settleBy } = unsettledEntry(sk, plus(now, patience(redrives + 1)))
  try {
    await client.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: key,
        UpdateExpression: 'SET #redrives = :count, #shard = :shard, #by = :by, #due = :due',
        ConditionExpression: 'attribute_exists(#pending) AND #redrives = :before',
        ExpressionAttributeNames: {
          '#redrives': 'redrives',
          '#shard': 'unsettledShard',
          '#by': 'settleBy',
          '#pending': 'pending',
          '#due': 'due',
        },
        ExpressionAttributeValues: {
          ':count': redrives + 1,
          ':before': redrives,
          ':shard': unsettledShard,
          ':by': settleBy,
          ':due': true,
        },
      }),
    )
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}
