import { gunzipSync, gzipSync } from 'node:zlib'
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { isId } from '../ids.ts'
import { type Key, reportKey, reportPartKey } from '../keys.ts'
import { client, type Page, query, read, tableName } from '../table.ts'
import type { Report } from './model.ts'

/** An item holds 400 KB. */
const partBytes = 350_000

/** Stores a report once: the CSV's parts first, so that a report that can be read is whole. */
export async function saveReport(report: Omit<Report, 'parts'>, csv: string): Promise<Report> {
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
      Item: { ...reportKey(report.account, report.member, report.id), data: whole },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  )
  return whole
}

export const loadReport = async (account: string, member: string, report: string) =>
  isId(member) && isId(report) ? read<Report>(reportKey(account, member, report)) : undefined

export const reportsOf = (
  account: string,
  member: string,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Report>> =>
  query<Report>({ partition: reportKey(account, member, '').pk }, { ...page, newestFirst: true })

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
