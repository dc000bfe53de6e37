import type { Key } from '../keys.ts'
import type { Page } from '../table.ts'
import type { Activity, ListActivity } from './model.ts'
import { activityPage } from './store.ts'

/** One page, newest first. With a filter by action a page may hold fewer than `limit` and still go on. */
export async function listActivity(
  account: string,
  { member, action, from, to }: ListActivity,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Activity>> {
  const found = await activityPage(account, member, { from, to }, page)
  return { ...found, items: found.items.filter((one) => action === undefined || one.action === action) }
}
