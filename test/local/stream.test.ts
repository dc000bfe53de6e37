import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTable } from '../../local/engine/create-table.ts'
import { type Engine, startEngine } from '../../local/engine/engine.ts'
import { type Consumer, createPoller } from '../../local/stream/stream.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'gatepass-stream-'))
let engine: Engine
let table: DynamoDBClient
let client: DynamoDBStreamsClient
let tableName: string
let db: DatabaseSync
let complaint: ReturnType<typeof vi.spyOn>

beforeAll(async () => {
  engine = await startEngine({ dataDir })
  const settings = {
    endpoint: engine.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }
  table = new DynamoDBClient(settings)
  client = new DynamoDBStreamsClient(settings)
})
afterAll(async () => {
  await engine.stop()
  rmSync(dataDir, { recursive: true })
})
beforeEach(async (context) => {
  tableName = `gatepass-${context.task.id}`
  await createTable(table, tableName)
  db = new DatabaseSync(':memory:')
  complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => complaint.mockRestore())

const write = async (pk: string, sk: string, due = true, more = {}) =>
  table.send(
    new PutItemCommand({
      TableName: tableName,
      Item: { pk: { S: pk }, sk: { S: sk }, ...(due && { due: { BOOL: true } }), ...more },
    }),
  )
const keysOf = (event: DynamoDBStreamEvent) => event.Records.map((record) => record.dynamodb?.Keys?.sk?.S)

/** A consumer that remembers what it was given and fails on the entries that are named broken. */
function listener(name = 'send-mail') {
  const batches: (string | undefined)[][] = []
  const broken = new Set<string>()
  const consumer: Consumer = {
    name,
    partitionPrefix: 'AUDIT#',
    handler: async (event) => {
      batches.push(keysOf(event))
      const failed = event.Records.filter((record) => broken.has(record.dynamodb?.Keys?.sk?.S ?? ''))
      return { batchItemFailures: failed.map((record) => ({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' })) }
    },
  }
  return { batches, broken, consumer }
}
const pollerFor = (...consumers: Consumer[]) => createPoller({ client, tableName, db, consumers })

test('a consumer gets the records of its partitions that are due, and no others', async () => {
  const { batches, consumer } = listener()
  await write('AUDIT#a', '1')
  await write('ACCOUNT#a', '2')
  await write('AUDIT#a', '3', false)
  await write('AUDIT#b', '4')
  expect(await pollerFor(consumer).pass()).toEqual({ processed: 2, failed: 0 })
  expect(batches).toEqual([['1', '4']])
})

test('a consumer of some actions gets entries of those alone, so many at a time as it says', async () => {
  const { batches, consumer } = listener()
  const ofAction = (action: string) => ({ data: { M: { action: { S: action } } } })
  await write('AUDIT#a', '1', true, ofAction('members.import-started'))
  await write('AUDIT#a', '2', true, ofAction('member.invited'))
  await write('AUDIT#a', '3')
  await write('AUDIT#a', '4', true, ofAction('members.import-started'))
  await pollerFor({ ...consumer, actions: ['members.import-started'], batchSize: 1 }).pass()
  expect(batches).toEqual([['1'], ['4']])
})

test('an event looks as Lambda sends it: both images, epoch seconds, base64', async () => {
  const handler = vi.fn(async (_event: DynamoDBStreamEvent) => {})
  await write('AUDIT#a', '1')
  await write('AUDIT#a', '1', true, { bytes: { B: Buffer.from('hello') } })
  await pollerFor({ name: 'n', partitionPrefix: 'AUDIT#', handler }).pass()
  const [first, second] = handler.mock.calls[0]?.[0].Records ?? []
  expect(first?.eventName).toBe('INSERT')
  expect(first?.dynamodb).not.toHaveProperty('OldImage')
  expect(second).toMatchObject({
    eventName: 'MODIFY',
    eventSource: 'aws:dynamodb',
    eventSourceARN: expect.stringMatching(/^arn:aws:dynamodb:.*\/stream\//),
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      Keys: { pk: { S: 'AUDIT#a' }, sk: { S: '1' } },
      OldImage: { due: { BOOL: true } },
      NewImage: { due: { BOOL: true }, bytes: { B: Buffer.from('hello').toString('base64') } },
      SequenceNumber: expect.stringMatching(/^\d+$/),
    },
  })
})

test('a write that changes nothing reaches nobody', async () => {
  const { batches, consumer } = listener()
  await write('AUDIT#a', '1')
  await write('AUDIT#a', '1')
  await pollerFor(consumer).pass()
  expect(batches).toEqual([['1']])
})

test('a batch holds at most ten records, and one pass delivers all there are', async () => {
  const { batches, consumer } = listener()
  for (let n = 0; n < 123; n += 1) await write('AUDIT#a', String(n))
  expect(await pollerFor(consumer).pass()).toEqual({ processed: 123, failed: 0 })
  expect(Math.max(...batches.map((batch) => batch.length))).toBe(10)
  expect(batches.flat()).toEqual(Array.from({ length: 123 }, (_, n) => String(n)))
})

test('the records before a failed one are settled; the failed one comes again, then those after it', async () => {
  const { batches, broken, consumer } = listener()
  for (const sk of ['1', '2', '3', '4']) await write('AUDIT#a', sk)
  broken.add('3')
  const poller = pollerFor(consumer)
  expect(await poller.pass()).toEqual({ processed: 2, failed: 1 })
  expect(await poller.pass()).toEqual({ processed: 0, failed: 1 })
  broken.clear()
  expect(await poller.pass()).toEqual({ processed: 2, failed: 0 })
  expect(batches).toEqual([['1', '2', '3', '4'], ['3'], ['3'], ['4']])
})

test('a consumer that throws gets the whole batch again', async () => {
  const handler = vi.fn(async (_event: DynamoDBStreamEvent) => {})
  handler.mockRejectedValueOnce(new Error('no connection'))
  await write('AUDIT#a', '1')
  await write('AUDIT#a', '2')
  const poller = pollerFor({ name: 'n', partitionPrefix: 'AUDIT#', handler })
  expect(await poller.pass()).toEqual({ processed: 0, failed: 1 })
  expect(await poller.pass()).toEqual({ processed: 2, failed: 0 })
})

test('a consumer that fails does not hold up another', async () => {
  const [stuck, well] = [listener('stuck'), listener('well')]
  for (const sk of ['1', '2', '3']) await write('AUDIT#a', sk)
  stuck.broken.add('1')
  expect(await pollerFor(stuck.consumer, well.consumer).pass()).toEqual({ processed: 3, failed: 1 })
  expect(well.batches).toEqual([['1', '2', '3']])
})

test('a new poller goes on where the last one stopped', async () => {
  const { batches, consumer } = listener()
  await write('AUDIT#a', '1')
  await pollerFor(consumer).pass()
  await write('AUDIT#a', '2')
  await pollerFor(consumer).pass()
  expect(batches).toEqual([['1'], ['2']])
})

test('a record that fails fifty times is kept as a dead letter, said aloud, and passed over', async () => {
  const { batches, broken, consumer } = listener()
  await write('AUDIT#a', 'bad')
  await write('AUDIT#a', 'good')
  broken.add('bad')
  const poller = pollerFor(consumer)
  for (let attempt = 1; attempt < 50; attempt += 1) expect((await poller.pass()).failed).toBe(1)
  expect(await poller.pass()).toEqual({ processed: 1, failed: 0 })
  expect(batches.at(-1)).toEqual(['good'])
  const letter = db.prepare('SELECT consumer, payload FROM dead_letters').get()
  expect(letter?.consumer).toBe('send-mail')
  expect(JSON.parse(String(letter?.payload)).dynamodb.Keys.sk.S).toBe('bad')
  expect(complaint).toHaveBeenCalledOnce()
})

test('stream records may be forgotten up to where the slowest consumer stands', async () => {
  const [slow, fast] = [listener('slow'), listener('fast')]
  for (const sk of ['1', '2', '3']) await write('AUDIT#a', sk)
  slow.broken.add('3')
  const poller = pollerFor(slow.consumer, fast.consumer)
  expect(poller.settledUpTo()).toBe(0)
  await poller.pass()
  expect(poller.settledUpTo()).toBe(2)
})

test('with its timer running it delivers by itself, also what failed before', async () => {
  const { batches, broken, consumer } = listener()
  const poller = pollerFor(consumer)
  poller.start()
  broken.add('1')
  await write('AUDIT#a', '1')
  await vi.waitFor(() => expect(batches.length).toBeGreaterThan(0), 5000)
  broken.clear()
  await write('AUDIT#a', '2')
  await vi.waitFor(() => expect(batches.flat()).toContain('2'), 5000)
  await poller.stop()
})
