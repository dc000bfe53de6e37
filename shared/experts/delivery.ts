import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '../clock.ts'
import { deliveryKey } from '../keys.ts'
import { client, tableName } from '../table.ts'
import { type DeliveryState, deliveryStates } from './model.ts'

interface Noted {
  account: string
  member: string
  rotation: number
  state: DeliveryState
  at: Instant
}

/** Later states win, and a later mail wins over an earlier one: events come in any order, and more than once. */
export async function noteDelivery({ account, member, rotation, state, at }: Noted): Promise<void> {
  const rank = deliveryStates.indexOf(state)
  try {
    await client.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...deliveryKey(account, member), rank, data: { rotation, state, at } },
        ConditionExpression:
          'attribute_not_exists(pk) OR #data.#rotation < :rotation OR (#data.#rotation = :rotation AND #rank < :rank)',
        ExpressionAttributeNames: { '#data': 'data', '#rotation': 'rotation', '#rank': 'rank' },
        ExpressionAttributeValues: { ':rotation': rotation, ':rank': rank },
      }),
    )
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}
