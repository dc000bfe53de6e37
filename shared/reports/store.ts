import { gunzipSync, gzipSync } from 'node:zlib'
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { isId } from '../ids.ts'
import { type Key, reportKey, reportPartKey } from '../keys.ts'
import { client, type Page, query, read, tableName } from '../table.ts'
import type { KeptReport, Report } from './model.ts'

/** An item holds 400 KB. */
const partBytes = 350_000

export type Unsaved<Kept extends KeptReport> = Omit<Kept, 'parts'> & Omit<KeptReport, 'parts'>

/** Stores a report once, about a member or a delegation: the CSV's parts first, so that a report that can be read is whole. */
export async function saveReport<Kept extends KeptReport>(
  about: string,
  report: Unsaved<Kept>,
  csv: string,
): Promise<Kept> {
  const packed = gzipSync(csv)
  const parts = Math.ceil(packed.length / partBytes)
  for (let part = 0; part < parts; part++)
    await client.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...reportPartKey(report.id, part), data: packed.subarray(part * partBytes, (part + 1) * partBytes) },
      }),
    )
  const whole = { ...report, parts }
  await client.send(
    new PutCommand({
      TableName: tableName(),
      Item: { ...reportKey(report.account, about, report.id), data: whole },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  )
  return whole as unknown as Kept
}

export const loadReport = async <Kept extends KeptReport = Report>(account: string, about: string, report: string) =>
  isId(about) && isId(report) ? read<Kept>(reportKey(account, about, report)) : undefined

export const reportsOf = <Kept extends KeptReport = Report>(
  account: string,
  about: string,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Kept>> => query<Kept>({ partition: reportKey(account, about, '').pk }, { ...page, newestFirst: true })

/** The very bytes that were mailed. */
export async function loadReportCsv({ id, parts }: Pick<Report, 'id' | 'parts'>): Promise<string> {
  const pieces: Uint8Array[] = []
  const { pk } = reportPartKey(id, 0)
  let start: Record<string, unknown> | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
        Limit: parts,
        ...(start && { ExclusiveStartKey: start }),
      }),
    )
    pieces.push(...Items.slice(0, parts - pieces.length).map(({ data }) => data as Uint8Array))
    start = LastEvaluatedKey
  } while (start && pieces.length < parts)
  return gunzipSync(Buffer.concat(pieces)).toString()
}
