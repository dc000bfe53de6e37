/** The table on one machine: a DynamoDB-compatible engine in a process of its own, restarted whenever it dies. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './servers.ts'

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

function findBinary(): string {
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

/** The engine ends as soon as its standard input closes, which the system also does when this process is killed: no orphans. */
const endWithInput = `
  exec 3<&0
  "$@" </dev/null 3<&- & engine=$!
  (cat <&3 >/dev/null; kill "$engine") 2>/dev/null & watcher=$!
  exec 3<&-
  wait "$engine"; status=$?
  kill "$watcher" 2>/dev/null
  exit $status`

async function launch(binary: string, port: number, databaseFile: string): Promise<ChildProcess> {
  const engine = [binary, 'serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', databaseFile]
  // A process group of its own: Ctrl-C must reach the engine last, after the functions have finished writing.
  const child = spawn('sh', ['-c', endWithInput, 'sh', ...engine], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
  child.stdin.on('error', () => {})
  let said = ''
  await new Promise<void>((ready, failed) => {
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-2000)
      if (said.includes('listening on')) ready()
    })
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`The table engine ended with code ${code}: ${said.trim()}`)))
  })
  return child
}

function supervise(first: ChildProcess, relaunch: () => Promise<ChildProcess>): () => Promise<void> {
  let child: ChildProcess | undefined
  let stopping = false
  let starting: Promise<void> = Promise.resolve()
  const watch = (next: ChildProcess) => {
    child = next
    next.once('exit', (code) => {
      child = undefined
      next.stdin?.destroy()
      if (!stopping) starting = restart(code)
    })
    // It may have died between its first line and this listener.
    if (next.exitCode !== null) next.emit('exit', next.exitCode)
  }
  const restart = async (code: number | null) => {
    console.error(`The table engine ended with code ${code}; starting it again`)
    for (let pause = 50; !stopping; pause = Math.min(pause * 2, 5000)) {
      const next = await relaunch().catch((error) => console.error(String(error)))
      if (next) return watch(next)
      await wait(pause)
    }
  }
  watch(first)
  return async () => {
    stopping = true
    await starting
    if (child) await end(child)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.stdin?.end()
  const giveUp = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 3000)
  await ended
  clearTimeout(giveUp)
}

/** Without the index every write reads all stream records before it. Rows go in small portions: the engine waits meanwhile. */
export function tendStream(databaseFile: string, tableName: string, settledUpTo: number): void {
  const db = new DatabaseSync(databaseFile, { timeout: 2000 })
  try {
    db.exec('CREATE INDEX IF NOT EXISTS x_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))')
    const newest = db.prepare(
      'SELECT max(CAST(sequence_number AS INTEGER)) AS sequence FROM _stream_records WHERE table_name = ?',
    )
    // The engine counts on from the newest row, so that one stays.
    const last = Math.min(settledUpTo, Number(newest.get(tableName)?.sequence ?? 0) - 1)
    const portion = db.prepare(
      `DELETE FROM _stream_records WHERE id IN (SELECT id FROM _stream_records
         WHERE table_name = ? AND CAST(sequence_number AS INTEGER) <= ? LIMIT 500)`,
    )
    while (Number(portion.run(tableName, last).changes) > 0) {}
  } finally {
    db.close()
  }
}
