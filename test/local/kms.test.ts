import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EncryptCommand, GenerateMacCommand, KMSClient, NotFoundException } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKms } from '../../local/kms.ts'
import { type LoopbackServer, listen } from '../../local/servers.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'gatepass-kms-'))
const servers: LoopbackServer[] = []
const connect = async (directory = dataDir) => {
  const server = await listen(createKms({ dataDir: directory, keyId: 'local' }), 0)
  servers.push(server)
  return new KMSClient({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
}
const mac = (message: string, KeyId = 'local') =>
  new GenerateMacCommand({ KeyId, MacAlgorithm: 'HMAC_SHA_256', Message: Buffer.from(message) })

let client: KMSClient
beforeAll(async () => {
  client = await connect()
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  rmSync(dataDir, { recursive: true })
})

test('the same message has the same MAC of 32 bytes, another message another one', async () => {
  const first = await client.send(mac('one'))
  expect(first.Mac).toHaveLength(32)
  expect((await client.send(mac('one'))).Mac).toEqual(first.Mac)
  expect((await client.send(mac('two'))).Mac).not.toEqual(first.Mac)
})

test('the key outlives a restart and is readable by its owner only', async () => {
  const before = (await client.send(mac('one'))).Mac
  expect((await (await connect()).send(mac('one'))).Mac).toEqual(before)
  expect(statSync(join(dataDir, 'mac.key')).mode & 0o777).toBe(0o600)
})

test('another installation has another key', async () => {
  const other = mkdtempSync(join(tmpdir(), 'gatepass-kms-'))
  const before = (await client.send(mac('one'))).Mac
  expect((await (await connect(other)).send(mac('one'))).Mac).not.toEqual(before)
  rmSync(other, { recursive: true })
})

test('an unknown key is refused as KMS refuses it', async () => {
  await expect(client.send(mac('one', 'another'))).rejects.toBeInstanceOf(NotFoundException)
})

test('a message that KMS would not take is refused', async () => {
  await expect(client.send(mac('x'.repeat(4097)))).rejects.toMatchObject({ name: 'ValidationException' })
})

test('every other operation is refused', async () => {
  const encrypt = new EncryptCommand({ KeyId: 'local', Plaintext: Buffer.from('x') })
  await expect(client.send(encrypt)).rejects.toMatchObject({ name: 'UnknownOperationException' })
})
