/** The table on one machine: a DynamoDB-compatible engine in a process of its own, restarted whenever it dies. */
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { freePort } from '../servers.ts'
import { launch, supervise } from './process.ts'

export interface Engine {
  endpoint: string
  /** Unknown when DYNAMODB_ENDPOINT names an engine that somebody else runs. */
  databaseFile: string | undefined
  stop(): Promise<void>
}

export async function startEngine({ dataDir, port }: { dataDir: string; port?: number }): Promise<Engine> {
  const outside = process.env.DYNAMODB_ENDPOINT
  if (outside) return { endpoint: outside, databaseFile: undefined, stop: async () => {} }
  const binary = findBinary()
  mkdirSync(dataDir, { recursive: true })
  const lock = lockDirectory(dataDir)
  try {
    const databaseFile = join(resolve(dataDir), 'table.sqlite')
    const chosen =
      port === undefined ? await launchAnywhere(binary, databaseFile) : await launchAt(port, binary, databaseFile)
    const stop = supervise(chosen.child, () => launch(binary, chosen.port, databaseFile))
    return {
      endpoint: `http://127.0.0.1:${chosen.port}`,
      databaseFile,
      stop: async () => {
        await stop()
        if (lock.isOpen) lock.close()
      },
    }
  } catch (error) {
    lock.close()
    throw error
  }
}

export function findBinary(): string {
  const name = '@dynoxide/linux-x64'
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide')
  } catch {
    throw new Error(
      `The table engine ${name} is not installed (it exists for Linux on x64 only). ` +
        'Start another one, such as `docker run -p 8000:8000 amazon/dynamodb-local`, and set DYNAMODB_ENDPOINT=http://127.0.0.1:8000',
    )
  }
}

/** Two engines on one file corrupt the stream's order. The lock is the operating system's: it ends with this process, however that ends. */
function lockDirectory(dataDir: string): DatabaseSync {
  const lock = new DatabaseSync(join(dataDir, 'lock.sqlite'))
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
    return lock
  } catch {
    lock.close()
    throw new Error(
      `${resolve(dataDir)} is in use by another Gatepass: stop it, or set GATEPASS_DATA to another directory`,
    )
  }
}

async function launchAt(port: number, binary: string, databaseFile: string) {
  return { port, child: await launch(binary, port, databaseFile) }
}

/** Somebody else may take a free port before the engine does, so one failure is no reason to give up. */
async function launchAnywhere(binary: string, databaseFile: string, tries = 5) {
  try {
    return await launchAt(await freePort(), binary, databaseFile)
  } catch (error) {
    if (tries <= 1) throw error
    return launchAnywhere(binary, databaseFile, tries - 1)
  }
}
