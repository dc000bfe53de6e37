/** The least an answer from this table can cost: node:http and the SDK's client, with nothing decided. */
import type { IncomingMessage } from 'node:http'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { listen } from '../local/servers.ts'
import { newId } from '../shared/ids.ts'
import { accessKey, accountKey, activityEntry, activityKey, type Key } from '../shared/keys.ts'
import { serveParent } from './processes.ts'

const TableName = process.env.TABLE_NAME ?? ''
const account = process.env.BENCH_ACCOUNT ?? ''
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

async function readJson(request: IncomingMessage) {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return JSON.parse(text)
}

const get = (Key: Key) => client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))

async function readBoth(access: Key): Promise<boolean> {
  const Keys = [accountKey(account), access]
  const { Responses } = await client.send(
    new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
  )
  return Responses?.[TableName]?.length === Keys.length
}

async function record(member: string, resource: unknown): Promise<void> {
  const at = new Date().toISOString()
  const id = newId(at)
  const data = { id, account, member, kind: 'decision', at, recordedAt: at, resource, outcome: 'permitted' }
  const keys = { ...activityKey(account, member, id), ...activityEntry(account, at, id) }
  await client.send(new PutCommand({ TableName, Item: { ...keys, data } }))
}

async function answer(request: IncomingMessage): Promise<string> {
  const { subject, resource } = await readJson(request)
  const key = accessKey(account, subject.id)
  if (request.url === '/read-both') return JSON.stringify({ decision: await readBoth(key) })
  const { Item } = await get(key)
  if (request.url === '/read-and-write') await record(Item?.data.member, resource)
  return JSON.stringify({ decision: Item !== undefined })
}

const server = await listen((request, response) => {
  response.setHeader('content-type', 'application/json')
  answer(request).then(
    (body) => response.end(body),
    (error) => {
      console.error(error)
      response.writeHead(500).end()
    },
  )
}, 0)

serveParent({ port: server.port }, server.close)
