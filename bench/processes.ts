/** The servers under load, each in a process of its own that ends, and tidies up, with the one that started it. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Server<Ready> {
  ready: Ready
  /** The CPU time it has used until now, in milliseconds. */
  cpuMillis(): Promise<number>
  stop(): Promise<void>
}

export async function startServer<Ready>(file: string, environment: NodeJS.ProcessEnv = {}): Promise<Server<Ready>> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { env: { ...process.env, ...environment } })
  const ended = once(child, 'exit')
  const said = async () => {
    const [message] = await Promise.race([
      once(child, 'message'),
      ended.then(([code]) => Promise.reject(new Error(`${file} ended with code ${code}`))),
    ])
    return message
  }
  const ready: Ready = await said()
  return {
    ready,
    cpuMillis: () => {
      const answer = said()
      child.send('cpu')
      return answer
    },
    stop: async () => {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** The other end, inside the server. */
export function serveParent(ready: unknown, stop: () => Promise<void>): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.((user + system) / 1000)
  })
  // Ctrl-C reaches the whole group; what ends this process is that its parent is gone.
  process.on('SIGINT', () => {})
  process.once('disconnect', async () => {
    await stop()
    process.exit(0)
  })
  process.send?.(ready)
}
