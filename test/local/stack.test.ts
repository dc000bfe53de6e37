import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { listen } from '../../local/servers.ts'
import { type Stack, startStack } from '../../local/stack.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'gatepass-stack-'))
let stack: Stack | undefined
const start = async (options = {}) => {
  stack = await startStack({ dataDir, port: 0, timers: false, ...options })
  return stack
}
afterEach(() => stack?.stop())
afterAll(() => rmSync(dataDir, { recursive: true }))

const createAccount = async ({ origin, issuer }: Stack, name: string) => {
  const body = {
    name,
    region: 'europe',
    timeZone: 'Europe/Rome',
    reportEmail: 'reports@acme.example',
    catalog: { id: 'kaleyra' },
    owner: { name: 'Olga', email: 'olga@acme.example' },
  }
  const headers = {
    authorization: `Bearer ${await issuer.serviceToken('operator')}`,
    'content-type': 'application/json',
  }
  const answer = await fetch(`${origin}/api/accounts`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status, await answer.text()).toBe(201)
}

test('a second start in the same process goes on at the same address with the same data, and owes what was owed', async () => {
  const first = await start()
  await createAccount(first, 'Acme')
  expect(first.mails()).toEqual([])
  await first.stop()
  const second = await start()
  expect(second.origin).toBe(first.origin)
  expect(await second.settle()).toEqual({ failed: 0 })
  expect(second.mails()).toMatchObject([{ to: ['olga@acme.example'] }])
})

test('with timers, mails follow by themselves and the sweep runs', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const running = await start({ timers: true })
  const before = running.mails().length
  await createAccount(running, 'Bolt')
  await vi.waitFor(() => expect(running.mails()).toHaveLength(before + 1), 5000)
  await vi.waitFor(() => expect(log).toHaveBeenCalledWith(expect.objectContaining({ metric: 'overdue' })), 5000)
  log.mockRestore()
})

test('a page that reaches this machine under another name is turned away, inbox included', async () => {
  const { origin } = await start()
  const status = await new Promise((resolve) => {
    request(`${origin}/inbox.json`, { headers: { host: 'attacker.example' } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).end()
  })
  expect(status).toBe(421)
  expect((await fetch(`${origin}/inbox.json`)).status).toBe(200)
})

test('a port that is taken is an error, and leaves nothing running behind', async () => {
  const other = await listen(() => {}, 0)
  await expect(start({ port: other.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await other.close()
  await expect(start()).resolves.toBeDefined()
})
