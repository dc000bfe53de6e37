/** A table as each world begins with: the engine makes its indexes once, and starts on a copy from then on. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createTable } from '../local/engine/create-table.ts'
import { startEngine } from '../local/engine/engine.ts'
import { tableName } from '../local/stack/environment.ts'

let empty: Promise<Buffer | undefined> | undefined

async function make(dataDir: string): Promise<Buffer | undefined> {
  const { endpoint, databaseFile, stop } = await startEngine({ dataDir })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  if (databaseFile) await createTable(new DynamoDBClient({ endpoint, region: 'local', credentials }), tableName)
  await stop()
  return databaseFile === undefined ? undefined : readFileSync(databaseFile)
}

/** Puts one where the engine of a stack with this data looks for it. */
export async function layTable(dataDir: string): Promise<void> {
  empty ??= make(join(dataDir, 'empty'))
  const file = await empty
  if (file) writeFileSync(join(dataDir, 'table.sqlite'), file)
}
