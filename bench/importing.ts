/** A file of 10 000 people on its way through an account of its own: first tried, then for real, then once more. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '../local/stack.ts'
import { now } from '../shared/clock.ts'
import { runImport } from '../shared/imports/run-import.ts'
import { serveParent } from './processes.ts'
import { createWorld } from './world.ts'

export interface Imported {
  name: string
  /** Until the file is taken. */
  uploadMillis: number
  runs: number
  seconds: number
  /** Of the process that works it, for each row. */
  cpuMillis: number
}

const rows = 10_000
const people = Array.from({ length: rows }, (_, at) => `person-${at}@example.com,support,Person ${at}`)
const file = ['email,roles,name', ...people].join('\r\n')

const directory = mkdtempSync(join(tmpdir(), 'gatepass-bench-'))
process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
const stack = await startStack({ dataDir: join(directory, 'data'), port: 0, timers: false })
const { account } = await createWorld(stack)
const owner = await stack.issuer.personToken('owner@example.com')

async function upload(dryRun: boolean): Promise<{ id: string }> {
  const url = `${stack.origin}/api/accounts/${account}/members/import?dryRun=${dryRun}`
  const headers = { authorization: `Bearer ${owner}`, 'content-type': 'text/csv' }
  const answer = await fetch(url, { method: 'POST', headers, body: file })
  if (answer.status !== 202) throw new Error(`The file was answered with ${answer.status}: ${await answer.text()}`)
  return answer.json() as Promise<{ id: string }>
}

async function measure(name: string, dryRun: boolean): Promise<Imported> {
  const began = performance.now()
  const { id } = await upload(dryRun)
  const taken = performance.now()
  const cpu = process.cpuUsage()
  let runs = 1
  while (!(await runImport(account, id, now))) runs++
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - taken) / 1000
  return { name, uploadMillis: taken - began, runs, seconds, cpuMillis: (user + system) / 1000 / rows }
}

serveParent(
  [
    await measure('dry run', true),
    await measure('everybody invited', false),
    await measure('nobody changed', false),
  ] satisfies Imported[],
  stack.stop,
)
