/** The table as the product's keys describe it, and the time-to-live that the local engine does not carry out. */
import {
  type AttributeDefinition,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  paginateScan,
  ResourceNotFoundException,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb'
import { indexes, table } from '../../shared/keys.ts'

const keySchema = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
]

const wanted: GlobalSecondaryIndex[] = Object.entries(indexes).map(([name, { pk, sk }]) => ({
  IndexName: name,
  KeySchema: keySchema(pk, sk),
  Projection: { ProjectionType: 'ALL' },
}))

/** The attributes that are keys of the table or of one of these indexes; the service refuses to hear of others. */
const keyAttributes = (names: Iterable<string | undefined>): AttributeDefinition[] => {
  const held = new Set(names)
  const ofIndexes = Object.entries(indexes).flatMap(([name, { pk, sk }]) => (held.has(name) ? [pk, sk] : []))
  const all = new Set([table.partitionKey, table.sortKey, ...ofIndexes])
  return [...all].map((name) => ({ AttributeName: name, AttributeType: 'S' }))
}

export async function createTable(
  client: DynamoDBClient,
  tableName: string,
  names = Object.keys(indexes),
): Promise<void> {
  const existing = await describe(client, tableName)
  if (existing) return addMissingIndexes(client, tableName, existing.GlobalSecondaryIndexes ?? [])
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keyAttributes(names),
      KeySchema: keySchema(table.partitionKey, table.sortKey),
      GlobalSecondaryIndexes: wanted.filter((index) => names.includes(index.IndexName ?? '')),
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  )
}

async function describe(client: DynamoDBClient, tableName: string) {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

/** The service adds one index per update; so does this. */
async function addMissingIndexes(
  client: DynamoDBClient,
  tableName: string,
  existing: { IndexName?: string | undefined }[],
) {
  const names = new Set(existing.map((index) => index.IndexName))
  for (const index of wanted.filter((index) => !names.has(index.IndexName))) {
    names.add(index.IndexName)
    await client.send(
      new UpdateTableCommand({
        TableName: tableName,
        AttributeDefinitions: keyAttributes(names),
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      }),
    )
  }
}

/** Deletes what is past its time to live at `now` (epoch milliseconds); answers how many items that were. */
export async function sweepTimeToLive(client: DynamoDBClient, tableName: string, now: number): Promise<number> {
  const past = {
    ExpressionAttributeNames: { '#ttl': table.timeToLive },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) }, ':number': { S: 'N' } },
  }
  const isPast = 'attribute_type(#ttl, :number) AND #ttl < :now'
  const pages = paginateScan({ client }, { TableName: tableName, Limit: 500, FilterExpression: isPast, ...past })
  let deleted = 0
  for await (const page of pages) {
    for (const { pk, sk } of page.Items ?? []) {
      if (!pk || !sk) continue
      const order = { TableName: tableName, Key: { pk, sk }, ConditionExpression: isPast, ...past }
      deleted += await client.send(new DeleteItemCommand(order)).then(() => 1, noneIfProlonged)
    }
  }
  return deleted
}

function noneIfProlonged(error: unknown): number {
  if (error instanceof ConditionalCheckFailedException) return 0
  throw error
}
