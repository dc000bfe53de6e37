/** The engine's process: it ends with its parent, and comes back when it dies by itself. */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

/** The engine ends as soon as its standard input closes, which the system also does when this process is killed: no orphans. */
const endWithInput = `
  exec 3<&0
  "$@" </dev/null 3<&- & engine=$!
  (cat <&3 >/dev/null; kill "$engine") 2>/dev/null & watcher=$!
  exec 3<&-
  wait "$engine"; status=$?
  kill "$watcher" 2>/dev/null
  exit $status`

export async function launch(binary: string, port: number, databaseFile: string): Promise<ChildProcess> {
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

export function supervise(first: ChildProcess, relaunch: () => Promise<ChildProcess>): () => Promise<void> {
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
