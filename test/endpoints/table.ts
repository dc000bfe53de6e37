import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { client, tableName } from '../../shared/table.ts'

/** Everything that is stored, a line of JSON for each item. */
export async function everyItem(): Promise<string> {
  const lines: string[] = []
  let start: Record<string, unknown> | undefined
  do {
    const page = await client.send(
      new ScanCommand({ TableName: tableName(), ...(start && { ExclusiveStartKey: start }) }),
    )
    lines.push(...(page.Items ?? []).map((item) => JSON.stringify(item)))
    start = page.LastEvaluatedKey
  } while (start)
  return lines.join('\n')
}
