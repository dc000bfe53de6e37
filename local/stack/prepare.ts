import { mkdirSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createTable } from '../engine/create-table.ts'
import { startEngine } from '../engine/engine.ts'
import { listen } from '../servers.ts'
import { tendStream } from '../stream/tend-stream.ts'
import { createDoor } from './dispatch.ts'
import { setEnvironment, tableName } from './environment.ts'

export type AtStop = (close: () => Promise<unknown>) => void

/** SDK clients keep the endpoint they were made with, so a second start in a process takes the ports of the first. */
const ports: { public?: number; services?: number; engine?: number } = {}

/** Everything that must be there before the first function is loaded. */
export async function prepare(dataDir: string, port: number, atStop: AtStop) {
  const [outside, inside] = [createDoor(), createDoor()]
  const publicServer = await listen(outside.listener, port || (ports.public ?? 0))
  atStop(publicServer.close)
  const engine = await startEngine({ dataDir, ...(ports.engine && { port: ports.engine }) })
  atStop(engine.stop)
  const db = openDatabase(dataDir)
  atStop(async () => db.close())
  const services = await listen(inside.listener, ports.services ?? 0)
  atStop(services.close)
  Object.assign(ports, {
    public: publicServer.port,
    services: services.port,
    engine: Number(new URL(engine.endpoint).port),
  })
  const origin = `http://localhost:${publicServer.port}`
  setEnvironment({ origin, engine: engine.endpoint, services: `http://127.0.0.1:${services.port}` })

  const table = new DynamoDBClient({})
  await createTable(table, tableName)
  if (engine.databaseFile) tendStream(engine.databaseFile, tableName, 0)
  // Named again, because it goes first: what is still asked finds everything in its place.
  atStop(publicServer.close)
  const open = (forServices: RequestListener, forPublic: RequestListener) => {
    inside.open(forServices)
    outside.open(forPublic)
  }
  return { open, origin, db, table, databaseFile: engine.databaseFile }
}

function openDatabase(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true })
  const db = new DatabaseSync(join(dataDir, 'local.sqlite'), { timeout: 5000 })
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  return db
}
