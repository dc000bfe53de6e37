/** The least a decision can cost here: node:http, one strongly consistent read, and for `/record` one write, no more. */
import type { IncomingMessage } from 'node:http'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { listen } from '../local/servers.ts'
import { newId } from '../shared/ids.ts'
import { accessKey, activityEntry, activityKey } from '../shared/keys.ts'
import { serveParent } from './processes.ts'

const TableName = process.env.TABLE_NAME
const account = process.env.BENCH_ACCOUNT ?? ''
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

async function readJson(request: IncomingMessage) {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return JSON.parse(text)
}

async function answer(request: IncomingMessage) {
  const { subject, resource } = await readJson(request)
  const { Item } = await client.send(
    new GetCommand({ TableName, Key: accessKey(account, subject.id), ConsistentRead: true }),
  )
  if (request.url === '/record') {
    const at = new Date().toISOString()
    const [id, member] = [newId(at), Item?.data.member]
    const data = { id, account, member, kind: 'decision', at, recordedAt: at, resource, outcome: 'permitted' }
    const keys = { ...activityKey(account, member, id), ...activityEntry(account, at, id) }
    await client.send(new PutCommand({ TableName, Item: { ...keys, data } }))
  }
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
