import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** What any function pays that holds a table's client, before it asks anything. */
export const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
export const handler = async () => ({})
