import type { AccessRecord } from '../access/model.ts'
import type { Key } from '../keys.ts'
import type { Page } from '../table.ts'
import type { WaitingChange } from './model.ts'
import { changesPage } from './store.ts'

/** Agents see what agents of their own partner asked for; members of the account and the platform see all. */
export const isShownTo = ({ actor }: WaitingChange, by: AccessRecord | undefined): boolean =>
  by?.kind !== 'partner' || actor.partner === by.partner

/** One page, newest first; of an agent's it may hold fewer than `limit` and still go on. */
export async function listChanges(
  account: string,
  by: AccessRecord | undefined,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<WaitingChange>> {
  const found = await changesPage(account, page)
  return { ...found, items: found.items.filter((change) => isShownTo(change, by)) }
}
