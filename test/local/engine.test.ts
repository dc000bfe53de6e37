import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DescribeTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTable, sweepTimeToLive } from '../../local/engine/create-table.ts'
import { type Engine, startEngine } from '../../local/engine/engine.ts'
import { tendStream } from '../../local/stream/tend-stream.ts'
import { indexes } from '../../shared/keys.ts'

const TableName = 'gatepass'
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
const connect = (engine: Engine) =>
  new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-central-1', credentials, maxAttempts: 10 })
const put = (client: DynamoDBClient, sk: string, ttl?: number) =>
  client.send(
    new PutItemCommand({
      TableName,
      Item: { pk: { S: 'ACCOUNT#a' }, sk: { S: sk }, ...(ttl && { ttl: { N: String(ttl) } }) },
    }),
  )
const get = async (client: DynamoDBClient, sk: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'ACCOUNT#a' }, sk: { S: sk } } }))).Item
const enginesOn = (dataDir: string) =>
  execFileSync('sh', ['-c', 'grep -la "$1/table.sqlite" /proc/[0-9]*/cmdline 2>/dev/null || true', 'sh', dataDir])
    .toString()
    .split('\n')
    .flatMap((line) => line.match(/\d+/)?.[0] ?? [])
    .filter((pid) =>
      execFileSync('sh', ['-c', `readlink /proc/${pid}/exe || true`])
        .toString()
        .includes('dynoxide'),
    )

let dataDir: string
let engine: Engine
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'gatepass-engine-'))
  engine = await startEngine({ dataDir })
})
afterEach(async () => {
  await engine.stop()
  rmSync(dataDir, { recursive: true })
})

describe('the engine', () => {
  test('keeps what was written across a stop and a start', async () => {
    await createTable(connect(engine), TableName)
    await put(connect(engine), 'kept')
    await engine.stop()
    engine = await startEngine({ dataDir })
    await createTable(connect(engine), TableName)
    expect(await get(connect(engine), 'kept')).toBeDefined()
  })

  test('comes back on the same address with its data when its process is killed', async () => {
    const client = connect(engine)
    await createTable(client, TableName)
    await put(client, 'kept')
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
    for (const pid of enginesOn(dataDir)) process.kill(Number(pid), 'SIGKILL')
    await vi.waitFor(async () => expect(await get(client, 'kept')).toBeDefined(), 5000)
    expect(complaint).toHaveBeenCalledOnce()
    complaint.mockRestore()
  })

  test('leaves no process behind when it is stopped', async () => {
    expect(enginesOn(dataDir)).toHaveLength(1)
    await engine.stop()
    expect(enginesOn(dataDir)).toEqual([])
  })

  test('leaves no process behind when the process that started it is killed', async () => {
    const other = mkdtempSync(join(tmpdir(), 'gatepass-orphan-'))
    const module = new URL('../../local/engine/engine.ts', import.meta.url).href
    const program = `import { startEngine } from '${module}'
      await startEngine({ dataDir: '${other}' }); console.log('up')`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((up) => parent.stdout.once('data', up))
    expect(enginesOn(other)).toHaveLength(1)
    parent.kill('SIGKILL')
    await vi.waitFor(() => expect(enginesOn(other)).toEqual([]), 5000)
    rmSync(other, { recursive: true })
  })

  test('is started only once for a directory', async () => {
    await expect(startEngine({ dataDir })).rejects.toThrow('in use by another Gatepass')
  })

  test('is not started where DYNAMODB_ENDPOINT names another', async () => {
    vi.stubEnv('DYNAMODB_ENDPOINT', 'http://127.0.0.1:8000')
    const outside = await startEngine({ dataDir })
    expect(outside).toMatchObject({ endpoint: 'http://127.0.0.1:8000', databaseFile: undefined })
    vi.unstubAllEnvs()
  })
})

describe('the table', () => {
  test('has every index of the keys and a stream with both images', async () => {
    const client = connect(engine)
    await createTable(client, TableName)
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).sort()).toEqual(Object.keys(indexes).sort())
    expect(Table?.StreamSpecification?.StreamViewType).toBe('NEW_AND_OLD_IMAGES')
  })

  test('gains the indexes it lacks when it exists already', async () => {
    const client = connect(engine)
    await createTable(client, TableName, ['endsDue'])
    await put(client, 'kept')
    await createTable(client, TableName)
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    expect(Table?.GlobalSecondaryIndexes).toHaveLength(Object.keys(indexes).length)
    expect(await get(client, 'kept')).toBeDefined()
  })

  test('loses exactly the items whose time to live is past', async () => {
    const client = connect(engine)
    await createTable(client, TableName)
    const now = Date.UTC(2030, 0, 1)
    await Promise.all([put(client, 'past', now / 1000 - 1), put(client, 'ahead', now / 1000 + 1), put(client, 'none')])
    expect(await sweepTimeToLive(client, TableName, now)).toBe(1)
    expect(await get(client, 'past')).toBeUndefined()
    expect(await get(client, 'ahead')).toBeDefined()
    expect(await get(client, 'none')).toBeDefined()
  })

  test('forgets stream records that everybody has read, keeps the newest, and goes on counting', async () => {
    const client = connect(engine)
    await createTable(client, TableName)
    const file = engine.databaseFile ?? ''
    const sequences = () => {
      const db = new DatabaseSync(file)
      const rows = db.prepare('SELECT sequence_number FROM _stream_records ORDER BY id').all()
      db.close()
      return rows.map((row) => Number(row.sequence_number))
    }
    for (const sk of ['1', '2', '3', '4']) await put(client, sk)
    tendStream(file, TableName, 2)
    expect(sequences()).toEqual([3, 4])
    tendStream(file, TableName, 4)
    await put(client, '5')
    expect(sequences()).toEqual([4, 5])
  })

  test('takes writes while stream records are forgotten', async () => {
    const client = connect(engine)
    await createTable(client, TableName)
    await Promise.all(Array.from({ length: 600 }, (_, n) => put(client, String(n))))
    const writes = Promise.all(Array.from({ length: 200 }, (_, n) => put(client, `more${n}`)))
    for (let upTo = 0; upTo <= 600; upTo += 50) {
      tendStream(engine.databaseFile ?? '', TableName, upTo)
      await new Promise(setImmediate)
    }
    await expect(writes).resolves.toHaveLength(200)
  })
})
