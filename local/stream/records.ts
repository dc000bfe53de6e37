/** Reads a table's stream, shard by shard, from wherever a reader stands. */
import { isDeepStrictEqual } from 'node:util'
import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBRecord } from 'aws-lambda'

export interface Stretch {
  /** The stream's ARN and the shard: where these records come from. */
  arn: string
  place: string
  records: StreamRecord[]
}

export interface StreamRecord {
  sequence: string
  event: DynamoDBRecord
}

/** The next records after where the reader stands, from the oldest shard that has any; none when all is read. */
export type Reading = (position: (place: string) => string | undefined) => Promise<Stretch | undefined>

/** Consumers that are all up to date are a page or two apart. */
const pagesKept = 20

export function openStream(client: DynamoDBStreamsClient, tableName: string) {
  let known: { arn: string; shards: string[] } | undefined
  const cursors = new Map<string, { after: string | undefined; iterator: string }>()

  const begin = async (arn: string, shard: string, after: string | undefined): Promise<string | undefined> => {
    const from = after
      ? ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after } as const)
      : ({ ShardIteratorType: 'TRIM_HORIZON' } as const)
    try {
      return (await client.send(new GetShardIteratorCommand({ StreamArn: arn, ShardId: shard, ...from }))).ShardIterator
    } catch (error) {
      if (after && error instanceof TrimmedDataAccessException) return begin(arn, shard, undefined)
      throw error
    }
  }

  const read = async (arn: string, shard: string, after: string | undefined): Promise<StreamRecord[]> => {
    const cursor = cursors.get(shard)
    cursors.delete(shard)
    const iterator = cursor && cursor.after === after ? cursor.iterator : await begin(arn, shard, after)
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 100 }))
    const records = (page.Records ?? []).map((record) => toStreamRecord(record, arn))
    // A closed shard has no next iterator, but it has a successor.
    if (page.NextShardIterator)
      cursors.set(shard, { after: records.at(-1)?.sequence ?? after, iterator: page.NextShardIterator })
    else known = undefined
    return records
  }

  /** Every consumer comes by each page: it is read once for all. What follows a page is asked for anew. */
  const pages = new Map<string, Promise<StreamRecord[]>>()
  const readOnce = (name: string, arn: string, shard: string, after: string | undefined): Promise<StreamRecord[]> => {
    const known = pages.get(name)
    if (known) return known
    const page = read(arn, shard, after)
    const forget = () => void pages.delete(name)
    pages.set(name, page)
    page.then((records) => records.length === 0 && forget(), forget)
    if (pages.size > pagesKept) pages.delete(pages.keys().next().value ?? '')
    return page
  }

  /**
   * Begins to read everything there is now. Where one reader of a pass has found the end, those who come later stop:
   * what was written since is for the next pass.
   */
  return (): Reading => {
    const ends = new Set<string>()
    return async (position) => {
      known ??= await describe(client, tableName)
      const { arn, shards } = known
      for (const shard of shards) {
        const place = `${arn}/${shard}`
        const after = position(place)
        const name = `${shard} ${after}`
        if (ends.has(name)) continue
        const records = await readOnce(name, arn, shard, after)
        if (records.length > 0) return { arn, place, records }
        ends.add(name)
      }
      return undefined
    }
  }
}

async function describe(client: DynamoDBStreamsClient, tableName: string) {
  const arn = (await client.send(new ListStreamsCommand({ TableName: tableName }))).Streams?.at(-1)?.StreamArn
  if (!arn) throw new Error(`The table ${tableName} has no stream`)
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: arn }))
  return { arn, shards: (StreamDescription?.Shards ?? []).flatMap((shard) => shard.ShardId ?? []) }
}

function toStreamRecord(record: _Record, arn: string): StreamRecord {
  const change = record.dynamodb
  const event = asLambdaSends({
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: record.eventSource,
    awsRegion: record.awsRegion,
    eventSourceARN: arn,
    dynamodb: change && { ...change, ApproximateCreationDateTime: epochSeconds(change.ApproximateCreationDateTime) },
  }) as DynamoDBRecord
  return { sequence: change?.SequenceNumber ?? '', event }
}

const epochSeconds = (at: Date | undefined) => at && Math.floor(at.getTime() / 1000)

/** The SDK turns binary values into bytes; Lambda hands them over as base64. */
function asLambdaSends(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(asLambdaSends)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, asLambdaSends(inner)]])),
  )
}

/** A write that changes nothing is in the engine's stream, but not in the real one. */
export const changesNothing = ({ dynamodb }: DynamoDBRecord): boolean =>
  dynamodb?.OldImage !== undefined && isDeepStrictEqual(dynamodb.OldImage, dynamodb.NewImage)
