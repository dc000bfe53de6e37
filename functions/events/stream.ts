import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { Consequence } from '../../shared/audit/consequences.ts'
import { Claimed, type OpenEntry, type Outcome, settle } from '../../shared/audit/settle.ts'
import { now } from '../../shared/clock.ts'
import type { Key } from '../../shared/keys.ts'

const keyOf = ({ dynamodb }: DynamoDBRecord): Key => ({
  pk: dynamodb?.Keys?.pk?.S ?? '',
  sk: dynamodb?.Keys?.sk?.S ?? '',
})

/**
 * A stream consumer that settles some consequences of audit entries. From the first failed record on the batch is
 * delivered again; what was settled stays settled.
 */
export function settler(
  mine: (consequence: Consequence) => boolean,
  run: (open: OpenEntry, consequence: Consequence) => Promise<Outcome>,
  isPassing: (error: unknown) => boolean = () => true,
) {
  /** @returns whether the record has to be delivered again. */
  const fails = async (record: DynamoDBRecord): Promise<boolean> => {
    try {
      await settle(keyOf(record), mine, run, now)
      return false
    } catch (error) {
      // Another delivery is at it; should that one have died, the sweep drives the entry again.
      if (error instanceof Claimed) return false
      console.error({ message: 'Not settled', entry: keyOf(record).sk, error })
      // What only an operator can mend must not hold up the records behind it: the sweep drives it again.
      return isPassing(error)
    }
  }
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records)
      if (await fails(record)) return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] }
    return { batchItemFailures: [] }
  }
}
