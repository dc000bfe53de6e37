import { setTimeout as wait } from 'node:timers/promises'

/** Work that is asked for from several sides, done one piece at a time. */
export function createTurns() {
  let turn: Promise<unknown> = Promise.resolve()
  return {
    take: <T>(work: () => Promise<T>): Promise<T> => {
      const next = turn.then(work)
      turn = next.catch(() => {})
      return next
    },
    finished: () => turn,
  }
}

export interface Loop {
  start(): void
  /** Resolves when the round that is running, if any, has ended. */
  stop(): Promise<void>
}

/** Runs a round again and again; each answers how many milliseconds to pause after it. */
export function createLoop(what: string, round: () => Promise<number>): Loop {
  let running: AbortController | undefined
  let loop: Promise<void> = Promise.resolve()
  const run = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      const pause = await round().catch((error) => {
        if (!signal.aborted) console.error(`${what} failed: ${error}`)
        return 1000
      })
      if (pause > 0) await wait(pause, undefined, { signal }).catch(() => {})
    }
  }
  return {
    start: () => {
      if (running) return
      running = new AbortController()
      loop = run(running.signal)
    },
    stop: async () => {
      running?.abort()
      running = undefined
      await loop
    },
  }
}
