/**
 * Feeds the table's stream to event functions as Lambda's event source mapping does: every consumer has a place of its
 * own in the stream, gets matching records in batches, and stays before the first record it failed on.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import type { StreamTrigger } from '../../functions/triggers.ts'
import { keepDeadLetters } from '../dead-letters.ts'
import { createLoop, createTurns } from '../loop.ts'
import { createDelivery } from './delivery.ts'
import { keepProgress } from './progress.ts'
import { openStream, type Reading } from './records.ts'

export interface Consumer extends StreamTrigger {
  name: string
  // biome-ignore lint/suspicious/noConfusingVoidType: Lambda handlers may answer nothing
  handler: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse | void>
}

export interface PassResult {
  processed: number
  failed: number
}

export interface Poller {
  /** Everything there is now, for every consumer, without waiting; a consumer that fails stops there. */
  pass(): Promise<PassResult>
  /** No consumer needs the stream's records up to this sequence number any more. */
  settledUpTo(): number
  start(): void
  stop(): Promise<void>
}

interface Source {
  client: DynamoDBStreamsClient
  tableName: string
  db: DatabaseSync
  consumers: Consumer[]
}

const idlePause = 100
const firstBackoff = 200

export function createPoller({ client, tableName, db, consumers }: Source): Poller {
  const progress = keepProgress(db)
  const letters = keepDeadLetters(db)
  const read = openStream(client, tableName)
  const workers = consumers.map((consumer) => {
    const deliver = createDelivery(consumer, progress, letters)
    return createWorker(consumer.name, (reading = read()) => deliver(reading))
  })
  return {
    settledUpTo: () => progress.settledUpTo(consumers.map(({ name }) => name)),
    pass: async () => {
      const reading = read()
      const results = await Promise.all(workers.map((worker) => worker.drain(reading)))
      return results.reduce((sum, one) => ({
        processed: sum.processed + one.processed,
        failed: sum.failed + one.failed,
      }))
    },
    start: () => {
      for (const worker of workers) worker.start()
    },
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}

function createWorker(name: string, drainNow: (reading?: Reading) => Promise<PassResult>) {
  const turns = createTurns()
  /** A pass by hand and the timer never deliver the same record side by side. */
  const drain = (reading?: Reading) => turns.take(() => drainNow(reading))
  let backoff = firstBackoff
  const loop = createLoop(`Reading the stream for ${name}`, async () => {
    const { processed, failed } = await drain()
    const pause = failed ? backoff : idlePause
    backoff = failed && !processed ? Math.min(backoff * 2, 30_000) : firstBackoff
    return processed && !failed ? 0 : pause
  })
  return {
    drain,
    start: loop.start,
    stop: async () => {
      await loop.stop()
      await turns.finished()
    },
  }
}
