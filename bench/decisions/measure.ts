import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: (options?: { type: 'minor' }) => void = runInNewContext('gc')

/** In microseconds. What others left in memory is not counted. */
export async function cpuMicros(work: () => unknown): Promise<number> {
  collect({ type: 'minor' })
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/** How often to repeat the work so that a round of it can be told from nothing. Warms it up on the way. */
export async function timesFor(micros: number, work: () => unknown): Promise<number> {
  for (let times = 1; ; times *= 2) {
    const taken = await cpuMicros(() => repeat(times, work))
    if (taken >= micros / 2) return Math.max(1, Math.round((times * micros) / taken))
  }
}

export async function repeat(times: number, work: () => unknown): Promise<void> {
  for (let time = 0; time < times; time++) {
    const done = work()
    if (done instanceof Promise) await done
  }
}

/** Bytes kept by each of what is made. Counts V8's heap and its buffers, not a WebAssembly memory. */
export async function bytesEach(count: number, make: (at: number) => unknown): Promise<number> {
  const kept: unknown[] = new Array(count).fill(undefined)
  const before = held()
  for (let at = 0; at < count; at++) kept[at] = await make(at)
  const bytes = (held() - before) / count
  return kept.length === count ? bytes : Number.NaN
}

function held(): number {
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
