import { redrive, unsettledEntries } from '../../shared/audit/redrive.ts'
import { now } from '../../shared/clock.ts'
import { endDue, hasSchedule } from '../../shared/ends/end-due.ts'
import { overdue } from '../../shared/ends/store.ts'
import { minute, plus } from '../../shared/time.ts'

/** A schedule may fire a minute late; only what is later than that was missed. Nobody is let in meanwhile. */
const grace = 2 * minute

/** Of each shard, each time: a large backlog is worked off over several sweeps. */
const perShard = 50

/** Ends what a lost schedule left and what has none, and drives again what is not settled. */
export async function handler(): Promise<{ ended: number; unsettled: number }> {
  const at = now()
  const failures: unknown[] = []
  /** One bad item must not keep the safety net from the others. */
  const each = async <T>(items: readonly T[], heal: (item: T) => Promise<boolean | undefined>): Promise<number> => {
    let healed = 0
    for (const item of items)
      try {
        if (await heal(item)) healed++
      } catch (error) {
        console.error({ message: 'Not healed', error })
        failures.push(error)
      }
    return healed
  }
  const unsettled = await unsettledEntries(at, perShard)
  await each(unsettled, (entry) => redrive(entry, at).then(() => true))
  const due = await overdue(plus(at, -grace), perShard)
  const missed = await each(due.filter(hasSchedule), (one) => endDue(one, at))
  const others = await each(
    due.filter((one) => !hasSchedule(one)),
    (one) => endDue(one, at),
  )
  const found = { ended: missed + others, unsettled: unsettled.length }
  // What waits for the sweep is no sign of a schedule that was lost.
  console.log({ metric: 'overdue', ...found, ended: missed })
  if (failures.length > 0) throw failures[0]
  return found
}
