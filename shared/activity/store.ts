import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '../clock.ts'
import { activityEntry, activityKey, type Key } from '../keys.ts'
import { client, type Item, type Page, query, tableName, transact } from '../table.ts'
import type { Activity } from './model.ts'

const activityItem = (activity: Activity): Item<Activity> => ({
  // By kind: whatever id a platform gives an event, it cannot stand in the place of a decision.
  // Under a delegation it stands by itself: its report is whole, and what the agent did otherwise is not in it.
  ...activityKey(activity.account, activity.delegation ?? activity.member, `${activity.kind}#${activity.id}`),
  ...activityEntry(activity.account, activity.at, activity.id),
  data: activity,
})

/** Writes one activity; the answer it belongs to is given only after this. */
export async function record(activity: Activity): Promise<void> {
  await client.send(new PutCommand({ TableName: tableName(), Item: activityItem(activity) }))
}

/**
 * Writes what is not known yet, all of it or nothing. What was once recorded is never written over.
 * @returns how many were new.
 */
export async function recordOnce(activity: readonly Activity[]): Promise<number> {
  let fresh = activity
  while (fresh.length > 0) {
    const reasons = await transact(
      fresh.map((one) => ({
        Put: { TableName: tableName(), Item: activityItem(one), ConditionExpression: 'attribute_not_exists(pk)' },
      })),
    )
    if (!reasons) break
    fresh = fresh.filter((_, at) => reasons[at]?.Code !== 'ConditionalCheckFailed')
  }
  return fresh.length
}

/** Everything one member did, as far as it is recorded now: strongly consistent, whole. For reports. */
export async function allActivityOf(account: string, member: string): Promise<Activity[]> {
  const all: Activity[] = []
  const { pk } = activityKey(account, member, '')
  let after: Key | undefined
  do {
    const page: Page<Activity> = await query<Activity>({ partition: pk }, { limit: 1000, after })
    all.push(...page.items)
    after = page.next
  } while (after)
  return all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
}

export interface Span {
  from?: Instant | undefined
  to?: Instant | undefined
}

/** Activity of a member or of the whole account, newest first. */
export function activityPage(
  account: string,
  member: string | undefined,
  { from = '', to = '9999' }: Span,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Activity>> {
  const between = [from, `${to}#~`] as const
  return query<Activity>(
    member === undefined
      ? { index: 'activityOfAccount', partition: activityEntry(account, '', '').activityOf, between }
      : { index: 'activityOfMember', partition: activityKey(account, member, '').pk, between },
    { ...page, newestFirst: true },
  )
}
