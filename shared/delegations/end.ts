/** The one way a delegation ends, whoever or whatever ends it. */
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { newId } from '../ids.ts'
import { commit, versionIs } from '../table.ts'
import type { Delegation } from './model.ts'
import { delegationItem } from './store.ts'

export interface End {
  how: 'expired' | 'ended'
  actor: Actor
  now: Instant
}

/** From this commit on no decision permits under it. What the agent is called leaves with the mails. */
export async function endNow(running: Delegation, { how, actor, now }: End): Promise<Delegation> {
  const { called, ...kept } = running
  const endedAt = how === 'expired' ? running.until : now
  const ended: Delegation = {
    ...{ ...kept, status: how, endedAt, version: running.version + 1 },
    ...(how === 'ended' && { endedBy: actor }),
  }
  const { id, account, subject: target, access, until } = running
  await commit(
    [{ put: delegationItem(ended), when: versionIs(running.version) }],
    [
      {
        entry: {
          ...{ id: newId(now), account, at: now, action: `delegation.${how}`, actor, target },
          before: { delegation: id, status: 'active', access, until },
          after: { delegation: id, status: how, endedAt },
        },
        ...(called && { envelope: called }),
      },
    ],
  )
  return ended
}
