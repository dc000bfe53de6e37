import { redrive, unsettledEntries } from '../../shared/audit/redrive.ts'
import { now } from '../../shared/clock.ts'
import { endGrant } from '../../shared/experts/end-grant.ts'
import { overdueGrants } from '../../shared/experts/store.ts'
import { minute, plus } from '../../shared/time.ts'
import { makeChange } from '../../shared/waiting-changes/make-change.ts'

/** A schedule may fire a minute late; only what is later than that was missed. Nobody is let in meanwhile. */
const grace = 2 * minute

/** Of each shard, each time: a large backlog is worked off over several sweeps. */
const perShard = 50

/** Ends what a lost schedule left, and drives again what is not settled. Heals; normally finds nothing. */
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
  const overdue = await overdueGrants(plus(at, -grace), perShard)
  const ended = await each(overdue, ({ kind, account, id }) =>
    kind === 'waiting-change'
      ? makeChange({ account, change: id }, 'sweep', at)
      : endGrant({ account, member: id }, 'sweep', at),
  )
  const found = { ended, unsettled: unsettled.length }
  console.log({ metric: 'overdue', ...found })
  if (failures.length > 0) throw failures[0]
  return found
}
