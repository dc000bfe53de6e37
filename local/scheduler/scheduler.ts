/** One-time schedules on one machine, spoken to as to EventBridge Scheduler. They outlive a restart; what was missed fires late. */
import type { RequestListener } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import { keepDeadLetters } from '../dead-letters.ts'
import { createLoop, createTurns } from '../loop.ts'
import { refusals } from '../servers.ts'
import { createSchedulerListener } from './api.ts'
import { keepSchedules, type Schedule } from './store.ts'

export interface Scheduler {
  listener: RequestListener
  /** Fires everything due at this time (epoch milliseconds), retries included; answers how many succeeded. */
  fireDue(now: number): Promise<number>
  /** The next requests are answered with an internal error. */
  refuseNext(count: number): void
  /** Every schedule that has not fired yet, soonest first. */
  list(): { name: string; at: string }[]
  /** Drops a schedule as if it had been lost. */
  forget(name: string): void
  createGroup(name: string): void
  start(): void
  stop(): Promise<void>
}

interface Setup {
  db: DatabaseSync
  invoke: (targetArn: string, input: unknown) => Promise<void>
}

const tick = 200

export function createScheduler({ db, invoke }: Setup): Scheduler {
  const store = keepSchedules(db)
  const letters = keepDeadLetters(db)
  const refused = refusals()
  const turns = createTurns()
  /** When each failing schedule may be tried again, by the clock that only runs forward. */
  const backoff = new Map<number, number>()
  const isReady = ({ id }: Schedule) => (backoff.get(id) ?? 0) <= performance.now()

  const fireOne = async (schedule: Schedule): Promise<boolean> => {
    const { id, body, attempts } = schedule
    try {
      await invoke(body.Target.Arn, JSON.parse(body.Target.Input ?? '{}'))
      backoff.delete(id)
      store.finish(schedule)
      return true
    } catch (error) {
      if (attempts < (body.Target.RetryPolicy?.MaximumRetryAttempts ?? 185)) {
        store.countAttempt(id)
        backoff.set(id, performance.now() + Math.min(200 * 2 ** attempts, 30_000))
      } else {
        letters.bury(body.Target.Arn, schedule, error)
        backoff.delete(id)
        store.finish(schedule)
      }
      return false
    }
  }

  const fire = (choose: () => Schedule[]): Promise<number> =>
    turns.take(async () => {
      let fired = 0
      for (const schedule of choose()) fired += (await fireOne(schedule)) ? 1 : 0
      return fired
    })

  const loop = createLoop('The scheduler', async () => {
    await fire(() => store.due(Date.now()).filter(isReady))
    return tick
  })

  return {
    listener: createSchedulerListener(store, refused.take),
    fireDue: (now) => fire(() => store.due(now)),
    refuseNext: (count) => refused.next(count, { code: 'InternalServerException', status: 500 }),
    list: () => store.open().map(({ name, due }) => ({ name, at: new Date(due).toISOString() })),
    forget: store.forget,
    createGroup: store.createGroup,
    start: loop.start,
    stop: async () => {
      await loop.stop()
      await turns.finished()
    },
  }
}
