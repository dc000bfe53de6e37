/** Hands a consumer what it has not settled yet, batch by batch, up to the end or the first failure. */
import type { DynamoDBRecord } from 'aws-lambda'
import type { DeadLetters } from '../dead-letters.ts'
import type { Progress } from './progress.ts'
import { changesNothing, type Reading, type StreamRecord, type Stretch } from './records.ts'
import type { Consumer, PassResult } from './stream.ts'

const usualBatch = 10
const attemptsInAll = 50

interface Outcome {
  /** So many records of the stretch are settled. */
  settled: number
  processed: number
  failed: number
}

export function createDelivery(consumer: Consumer, progress: Progress, letters: DeadLetters) {
  const { partitionPrefix, actions, batchSize = usualBatch } = consumer
  const isAction = (action: string | undefined) => !actions || (actions as readonly unknown[]).includes(action)
  const isFor = ({ dynamodb, ...record }: DynamoDBRecord): boolean =>
    dynamodb?.NewImage?.due?.BOOL !== undefined &&
    dynamodb.Keys?.pk?.S?.startsWith(partitionPrefix) === true &&
    isAction(dynamodb.NewImage.data?.M?.action?.S) &&
    !changesNothing({ dynamodb, ...record })

  const deliverBatch = async ({ place, records }: Stretch): Promise<Outcome> => {
    const before = progress.read(consumer.name, place)
    // What failed once is tried alone, so that it cannot take its neighbours along when it is given up.
    const { batch, length } = nextBatch(records, isFor, before.attempts > 0 ? 1 : batchSize)
    const settle = (settled: number, attempts: number) =>
      progress.write(consumer.name, place, { sequence: records[settled - 1]?.sequence ?? before.sequence, attempts })
    const failure = batch.length > 0 ? await firstFailure(consumer, batch) : undefined
    if (!failure) {
      settle(length, 0)
      return { settled: length, processed: batch.length, failed: 0 }
    }
    const settled = records.indexOf(failure.record)
    const attempts = failure.index === 0 ? before.attempts + 1 : 1
    if (attempts < attemptsInAll) {
      settle(settled, attempts)
      return { settled, processed: failure.index, failed: 1 }
    }
    letters.bury(consumer.name, failure.record.event, failure.error)
    settle(settled + 1, 0)
    return { settled: settled + 1, processed: failure.index, failed: 0 }
  }

  return async (next: Reading): Promise<PassResult> => {
    let processed = 0
    for (;;) {
      const stretch = await next((place) => progress.read(consumer.name, place).sequence)
      if (!stretch) return { processed, failed: 0 }
      for (let rest = stretch.records; rest.length > 0; ) {
        const outcome = await deliverBatch({ ...stretch, records: rest })
        processed += outcome.processed
        if (outcome.failed) return { processed, failed: outcome.failed }
        rest = rest.slice(outcome.settled)
      }
    }
  }
}

/** The next records that match, and how many records of the stretch they take up with those between that do not. */
function nextBatch(records: StreamRecord[], isFor: (record: DynamoDBRecord) => boolean, size: number) {
  const batch: StreamRecord[] = []
  let length = 0
  for (const record of records) {
    if (isFor(record.event)) {
      if (batch.length === size) break
      batch.push(record)
    }
    length += 1
  }
  return { batch, length }
}

interface Failure {
  record: StreamRecord
  index: number
  error: unknown
}

async function firstFailure(consumer: Consumer, batch: StreamRecord[]): Promise<Failure | undefined> {
  const failedAt = (index: number, error: unknown): Failure | undefined => {
    const record = batch[index]
    return record && { record, index, error }
  }
  try {
    const answer = await consumer.handler({ Records: batch.map((record) => record.event) })
    const named = answer?.batchItemFailures.map((failure) => failure.itemIdentifier) ?? []
    if (named.length === 0) return undefined
    const indexes = named.map((id) => batch.findIndex((record) => record.sequence === id))
    // Naming a record that was not in the batch fails all of it, as with Lambda.
    return failedAt(Math.max(0, Math.min(...indexes)), `record ${named[0]} was reported as failed`)
  } catch (error) {
    return failedAt(0, error)
  }
}
