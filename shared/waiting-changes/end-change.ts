import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { envelopeOf } from '../members/change-member.ts'
import { loadTeamMember } from '../members/store.ts'
import { commit } from '../table.ts'
import type { WaitingChange } from './model.ts'
import { type Ended, endedChange } from './store.ts'

interface End {
  ended: Ended
  actor: Actor
  now: Instant
}

/** Told apart from every other conflict: it is about the waiting itself, and nobody tries again. */
export const over = () => new Refusal('already_ended', 'This change does not wait any more')

const actions = { done: 'change.made', withdrawn: 'change.withdrawn', refused: 'change.refused' } as const

export const entryOf = (
  { id: change, account, member, what, actor: asked }: WaitingChange,
  { ended, actor, now }: End,
) =>
  ({
    ...{ id: newId(now), account, at: now, action: actions[ended.status], actor, target: member },
    // Who asked stays on record, whoever or whatever ended it.
    after: { change, what, askedBy: asked, ...('reason' in ended && { reason: ended.reason }) },
  }) as const

/**
 * Ends the wait of a change without making it, or as it is so already. @throws Refusal already_ended where somebody else
 * was faster.
 */
export async function endChange(change: WaitingChange, end: End): Promise<void> {
  const member = await loadTeamMember(change.account, change.member)
  await commit(endedChange(change, { ...end.ended, endedAt: end.now }, over()), [
    { entry: entryOf(change, end), ...envelopeOf(member) },
  ])
}
