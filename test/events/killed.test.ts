import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTokens } from '../../local/issuer/tokens.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'gatepass-killed-'))
let port = 0
const origin = () => `http://localhost:${port}`
beforeAll(async () => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  port = (probe.address() as { port: number }).port
  probe.close()
  await once(probe, 'close')
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function serve(timers: 'yes' | 'no') {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts')], {
    env: { ...process.env, DATA: dataDir, PORT: String(port), TIMERS: timers },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

async function operatorToken(): Promise<string> {
  const db = new DatabaseSync(join(dataDir, 'local.sqlite'), { timeout: 5000 })
  const token = await createTokens({ url: `${origin()}/oidc`, db }).then((tokens) => tokens.serviceToken('operator'))
  db.close()
  return token
}

const mails = async () => (await (await fetch(`${origin()}/inbox.json`)).json()) as { to: string[] }[]

test('the process is killed between commit and mail: the mail goes out after the restart', async () => {
  const first = await serve('no')
  const answer = await fetch(`${origin()}/api/accounts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await operatorToken()}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Killed',
      region: 'europe',
      timeZone: 'Europe/Rome',
      catalog: { id: 'kaleyra' },
      reportEmail: 'reports@example.com',
      owner: { name: 'Owner', email: 'owner@example.com' },
    }),
  })
  expect(answer.status).toBe(201)
  expect(await mails()).toEqual([])
  first.kill('SIGKILL')
  await once(first, 'exit')

  const second = await serve('yes')
  await vi.waitFor(async () => expect((await mails()).map(({ to }) => to)).toEqual([['owner@example.com']]), 10_000)
  second.kill('SIGTERM')
  await once(second, 'exit')
})
