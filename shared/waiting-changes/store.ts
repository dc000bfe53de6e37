import type { Instant } from '../clock.ts'
import type { Refusal } from '../errors.ts'
import { isId } from '../ids.ts'
import { endsDueEntry, type Key, prefix, startingWith, waitingChangeKey, waitingForKey } from '../keys.ts'
import { absent, type Change, type Item, type Page, query, read, versionIs } from '../table.ts'
import { day, epochSeconds, plus } from '../time.ts'
import type { WaitingChange } from './model.ts'

/** For so long one that is over stays in the list. */
const remembered = 90 * day

const changeItem = (change: WaitingChange): Item<WaitingChange> => ({
  ...waitingChangeKey(change.account, change.id),
  ...(change.status === 'waiting' && endsDueEntry(change.id, change.dueAt)),
  ...(change.endedAt !== undefined && { ttl: epochSeconds(plus(change.endedAt, remembered)) }),
  data: change,
})

/** It begins to wait, unless another of its kind does. */
export const newChange = (change: WaitingChange, otherwise: Refusal): Change[] => [
  {
    put: { ...waitingForKey(change.account, change.member, change.what), data: { change: change.id } },
    when: absent,
    otherwise,
  },
  { put: changeItem(change), when: absent },
]

export type Ended = { status: 'done' | 'withdrawn' } | { status: 'refused'; reason: string }

/** It waits no longer. Where somebody else was faster: `otherwise`. */
export function endedChange(before: WaitingChange, ended: Ended & { endedAt: Instant }, otherwise: Refusal): Change[] {
  const { email: _, ...body } = before.body
  const { email: __, ...seen } = before.seen
  const after: WaitingChange = { ...before, ...ended, body, seen, version: before.version + 1 }
  return [
    { put: changeItem(after), when: versionIs(before.version), otherwise },
    { remove: waitingForKey(before.account, before.member, before.what) },
  ]
}

export const loadChange = async (account: string, id: string): Promise<WaitingChange | undefined> =>
  isId(id) ? read<WaitingChange>(waitingChangeKey(account, id)) : undefined

/** Newest first. */
export const changesPage = (
  account: string,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<WaitingChange>> =>
  query<WaitingChange>(
    { partition: waitingChangeKey(account, '').pk, between: startingWith(prefix.waitingChange) },
    { ...page, newestFirst: true },
  )
