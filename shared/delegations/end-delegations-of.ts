import type { Actor, AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Key } from '../keys.ts'
import { endNow } from './end.ts'
import { statusAt } from './rules.ts'
import { openDelegationsOf } from './store.ts'

const atOnce = 25

/**
 * Ends what an agent began and is not over, as they were switched off or removed: nothing was permitted from then on, and
 * the report does not wait for the deadline. Can be done twice. @returns how many it ended.
 */
export async function endDelegationsOf({ target: agent, actor }: AuditEntry, now: Instant): Promise<number> {
  let [ended, after]: [number, Key | undefined] = [0, undefined]
  do {
    const page = await openDelegationsOf(agent, { limit: atOnce, after })
    // What is over by itself is tidied up by whoever looks for that.
    for (const running of page.items)
      if (statusAt(running, now) === 'active') {
        await endNow(running, { how: 'ended', actor: platformOr(actor), now })
        ended++
      }
    after = page.next
  } while (after)
  return ended
}

/** To the account it is all the same which colleague did it: the partner's staff is not theirs to know. */
const platformOr = (actor: Actor): Actor => (actor.type === 'service' ? actor : { type: 'system', id: 'partner' })
