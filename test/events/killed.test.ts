import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { handler as runImport } from '../../functions/events/run-import.ts'
import { createTokens } from '../../local/issuer/tokens.ts'
import { startStack } from '../../local/stack.ts'
import type { AuditEntry } from '../../shared/audit/model.ts'
import { auditKey } from '../../shared/keys.ts'
import { query } from '../../shared/table.ts'
import { minute } from '../../shared/time.ts'
import { stored } from '../endpoints/helpers.ts'
import { people } from '../endpoints/imports.ts'
import { scratch, type Wire } from '../given.ts'

const dataDir = mkdtempSync(join(scratch(), 'gatepass-killed-'))
/** Two parts: the process is killed after the first. */
const rows = 200
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

async function tokenOf(who: 'operator' | `${string}@${string}`): Promise<string> {
  const db = new DatabaseSync(join(dataDir, 'local.sqlite'), { timeout: 5000 })
  const tokens = await createTokens({ url: `${origin()}/oidc`, db })
  const token = await (who === 'operator' ? tokens.serviceToken(who) : tokens.personToken(who))
  db.close()
  return token
}

async function ask(who: Parameters<typeof tokenOf>[0], path: string, body?: string, type = 'application/json') {
  const answer = await fetch(`${origin()}/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${await tokenOf(who)}`, 'content-type': type },
    ...(body !== undefined && { body }),
  })
  expect(answer.ok).toBe(true)
  return (await answer.json()) as Wire
}

const createAccount = (owner: string) =>
  ask(
    'operator',
    '/accounts',
    JSON.stringify({
      ...{ name: 'Killed', region: 'europe', timeZone: 'Europe/Rome', catalog: { id: 'kaleyra' } },
      ...{ reportEmail: 'reports@example.com', owner: { name: 'Owner', email: owner } },
    }),
  )

const mails = async () => (await (await fetch(`${origin()}/inbox.json`)).json()) as { to: string[]; links: string[] }[]

test('the process is killed between commit and mail: the mail goes out after the restart', async () => {
  const first = await serve('no')
  await createAccount('owner@example.com')
  expect(await mails()).toEqual([])
  first.kill('SIGKILL')
  await once(first, 'exit')

  const second = await serve('yes')
  await vi.waitFor(async () => expect((await mails()).map(({ to }) => to)).toEqual([['owner@example.com']]), 10_000)
  second.kill('SIGTERM')
  await once(second, 'exit')
})

test('the process is killed in the middle of an import: another goes on with it, and nobody is doubled', async () => {
  const owner = 'importer@example.com'
  const first = await serve('yes')
  const { id: account } = await createAccount(owner)
  const invited = async () => (await mails()).find(({ to }) => to.includes(owner))?.links ?? []
  await vi.waitFor(async () => expect(await invited()).not.toEqual([]), 10_000)
  const token = (await invited()).find((link) => link.includes('/invitations/'))?.replace(/.*\//, '')
  await ask(owner, `/invitations/${token}/accept`, '')
  const started = await ask(owner, `/accounts/${account}/members/import`, people(rows), 'text/csv')
  const job = () => ask(owner, `/accounts/${account}/members/imports/${started.id}`)
  await vi.waitFor(async () => expect((await job()).done).toBeGreaterThan(0), { timeout: 10_000, interval: 5 })
  first.kill('SIGKILL')
  await once(first, 'exit')

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * minute })
  const second = await startStack({ dataDir, port, timers: false })
  try {
    const before = await job()
    expect(before).toMatchObject({ state: 'running', rows })
    expect(before.done).toBeLessThan(rows)
    await second.sweep()
    // As the stream hands it over; its mails, already sent or not, are nothing that is looked at here.
    const { pk } = auditKey(account, '')
    const { items } = await query<AuditEntry>({ partition: pk }, { limit: 1000 })
    const sk = items.find(({ action }) => action === 'members.import-started')?.id ?? ''
    await runImport({ Records: [{ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } }] })
    expect(await job()).toMatchObject({ state: 'done', done: rows, created: rows, refused: 0, unchanged: 0 })
    const lines = await stored()
    const of = (prefix: string) => lines.filter((line) => line.startsWith(`ACCOUNT#${account} ${prefix}`))
    expect([of('MEMBER#').length, of('EMAIL#').length]).toEqual([rows + 1, rows + 1])
  } finally {
    await second.stop()
    vi.useRealTimers()
  }
}, 60_000)
