import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { accessKey } from '../../shared/keys.ts'

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

/** One strongly consistent read of the item that decisions are made on, and nothing decided. */
export async function handler({ pathParameters, body = '' }: APIGatewayProxyEventV2) {
  const Key = accessKey(pathParameters?.account ?? '', JSON.parse(body).subject.id)
  const { Item } = await client.send(new GetCommand({ TableName: process.env.TABLE_NAME, Key, ConsistentRead: true }))
  return { statusCode: 200, body: JSON.stringify({ decision: Item !== undefined }) }
}
