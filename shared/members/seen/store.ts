/** When members were last seen: an observation, to the hour. Noting it changes no member and can make none. */
import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '../../clock.ts'
import { seenEntry, seenKey } from '../../keys.ts'
import { client, type Item, readMany, tableName } from '../../table.ts'
import { hour, plus } from '../../time.ts'
import type { Member } from '../model.ts'

interface Seen {
  at?: Instant
}

/** `at` is absent for whoever was let in without having been here. */
export const seenItem = ({ account, id }: Member, at: Instant | undefined): Item<Seen> => ({
  ...seenKey(account, id),
  ...seenEntry(account, at, id),
  data: at === undefined ? {} : { at },
})

/** When each of up to 100 members was last seen. */
export async function lastSeenOf(members: readonly (Member | undefined)[]): Promise<(Instant | undefined)[]> {
  const known = members.filter((one) => one?.subject !== undefined && one.erasedAt === undefined) as Member[]
  const found = known.length > 0 ? await readMany<Seen>(known.map(({ account, id }) => seenKey(account, id))) : []
  const at = new Map(known.map(({ id }, position) => [id, found[position]?.at]))
  return members.map((one) => one && at.get(one.id))
}

const notedWithin = hour
const mostRemembered = 10_000
/** What this process knows to be noted already, so that it need not ask again. */
const noted = new Map<string, Instant>()

/** Notes that these members were seen, each at most once an hour. */
export async function noteSeen(account: string, seen: Iterable<readonly [member: string, at: Instant]>): Promise<void> {
  const isNew = ([member, at]: readonly [string, Instant]) => (noted.get(member) ?? '') < plus(at, -notedWithin)
  await Promise.all([...seen].filter(isNew).map(([member, at]) => note(account, member, at)))
}

async function note(account: string, member: string, at: Instant): Promise<void> {
  const update = new UpdateCommand({
    TableName: tableName(),
    Key: seenKey(account, member),
    UpdateExpression: 'SET #data.#at = :at, #seenAt = :entry',
    ConditionExpression: 'attribute_exists(#pk) AND (attribute_not_exists(#data.#at) OR #data.#at < :before)',
    ExpressionAttributeNames: { '#pk': 'pk', '#data': 'data', '#at': 'at', '#seenAt': 'seenAt' },
    ExpressionAttributeValues: {
      ':at': at,
      ':entry': seenEntry(account, at, member).seenAt,
      ':before': plus(at, -notedWithin),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
  try {
    await client.send(update)
    remember(member, at)
  } catch (error) {
    // Being changed at this moment: noted another time.
    if (error instanceof TransactionConflictException) return
    // Noted already; or not in this account yet, or no longer.
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    remember(member, error.Item?.data?.M?.at?.S ?? at)
  }
}

function remember(member: string, at: Instant): void {
  if (noted.size >= mostRemembered) noted.clear()
  noted.set(member, at)
}
