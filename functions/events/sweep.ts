import { redrive, unsettledEntries } from '../../shared/audit/redrive.ts'
import { now } from '../../shared/clock.ts'
import { endGrant } from '../../shared/experts/end-grant.ts'
import { overdueGrants } from '../../shared/experts/store.ts'
import { minute, plus } from '../../shared/time.ts'

/** A schedule may fire a minute late; only what is later than that was missed. Nobody is let in meanwhile. */
const grace = 2 * minute

/** Of each shard, each time: a large backlog is worked off over several sweeps. */
const perShard = 50

/** Ends what a lost schedule left, and drives again what is not settled. Heals; normally finds nothing. */
export async function handler(): Promise<{ ended: number; unsettled: number }> {
  const at = now()
  let ended = 0
  for (const { account, id } of await overdueGrants(plus(at, -grace), perShard))
    if (await endGrant({ account, member: id }, 'sweep', at)) ended++
  const unsettled = await unsettledEntries(at, perShard)
  for (const entry of unsettled) await redrive(entry, at)
  const found = { ended, unsettled: unsettled.length }
  console.log({ metric: 'overdue', ...found })
  return found
}
