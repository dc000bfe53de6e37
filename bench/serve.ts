/** Gatepass on this machine, with nothing running by itself and an account to ask about. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '../local/stack.ts'
import { serveParent } from './processes.ts'
import { createWorld, type World } from './world.ts'

export interface Served extends World {
  port: number
  /** Where to put files that shall be gone afterwards. */
  directory: string
  /** The settings that lead the same handlers to the same table. */
  environment: Record<string, string>
}

const directory = mkdtempSync(join(tmpdir(), 'gatepass-bench-'))
process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
const stack = await startStack({ dataDir: join(directory, 'data'), port: 0, timers: false })
const world = await createWorld(stack)
const environment = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_') || name === 'TABLE_NAME')

const served = {
  ...world,
  port: Number(new URL(stack.origin).port),
  directory,
  environment: Object.fromEntries(environment) as Record<string, string>,
} satisfies Served

serveParent(served, stack.stop)
