/**
 * How consequences of a commit are settled: at least once, one at a time, whatever the order and number of the
 * stream's deliveries. An entry keeps what it still owes; nothing else remembers it.
 */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '../clock.ts'
import { type Key, unsettledEntry } from '../keys.ts'
import { client, tableName } from '../table.ts'
import { plus, second } from '../time.ts'
import type { Consequence } from './consequences.ts'
import { settleWithin } from './entry.ts'
import type { AuditEntry, Envelope } from './model.ts'

/** An entry as whoever settles it sees it. */
export interface OpenEntry {
  entry: AuditEntry
  envelope?: Envelope
  pending: readonly Consequence[]
}

export type Settled = { outcome: 'sent'; messageId: string } | { outcome: 'done' | 'not-needed' }
/** Or there is more of it than one run does: it goes on at once. */
export type Outcome = Settled | { outcome: 'more' }

/** Longer than any function that settles may run, so a claim is left over only by one that died. */
const claimFor = 60 * second

/** Another delivery is at it, or died at it less than a minute ago: try again later. */
export class Claimed extends Error {}

export async function loadOpenEntry(key: Key): Promise<OpenEntry | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))
  if (!Item?.pending) return undefined
  return { entry: Item.data, pending: [...Item.pending], ...(Item.envelope && { envelope: Item.envelope }) }
}

/**
 * Settles each pending consequence that `mine` names. One failing does not keep the others back.
 * @throws the first failure, when all have been tried.
 */
export async function settle(
  key: Key,
  mine: (consequence: Consequence) => boolean,
  run: (open: OpenEntry, consequence: Consequence) => Promise<Outcome>,
  now: () => Instant,
): Promise<void> {
  const open = await loadOpenEntry(key)
  const failures: unknown[] = []
  for (const consequence of open?.pending.filter(mine) ?? []) {
    try {
      if (!open || !(await claim(key, consequence, now()))) continue
      const outcome = await run(open, consequence)
      await (outcome.outcome === 'more' ? goOn(key, consequence, now()) : finish(key, consequence, outcome, now()))
    } catch (error) {
      failures.push(error)
      // A claim that cannot be given back runs out by itself.
      if (!(error instanceof Claimed)) await release(key, consequence).catch(() => undefined)
    }
  }
  if (failures.length > 0) throw failures[0]
}

/** @returns whether it is still to be done. @throws Claimed where somebody else is at it. */
async function claim(key: Key, consequence: Consequence, now: Instant): Promise<boolean> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: key,
        UpdateExpression: 'SET #claims.#consequence = :until REMOVE #due',
        ConditionExpression:
          'contains(#pending, :consequence) AND (attribute_not_exists(#claims.#consequence) OR #claims.#consequence < :now)',
        ExpressionAttributeNames: {
          '#claims': 'claims',
          '#pending': 'pending',
          '#due': 'due',
          '#consequence': consequence,
        },
        ExpressionAttributeValues: { ':consequence': consequence, ':until': plus(now, claimFor), ':now': now },
        ReturnValuesOnConditionCheckFailure: 'NONE',
      }),
    )
    return true
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    if ((await loadOpenEntry(key))?.pending.includes(consequence))
      throw new Claimed(`${consequence} of ${key.sk} is claimed`)
    return false
  }
}

const release = (key: Key, consequence: Consequence) =>
  client.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: key,
      UpdateExpression: 'REMOVE #claims.#consequence',
      ConditionExpression: 'attribute_exists(#claims)',
      ExpressionAttributeNames: { '#claims': 'claims', '#consequence': consequence },
    }),
  )

/** Gives the claim back and lets the stream carry the entry once more: a run that got somewhere is not a late one. */
async function goOn(key: Key, consequence: Consequence, now: Instant): Promise<void> {
  const { unsettledShard, settleBy } = unsettledEntry(key.sk, plus(now, settleWithin))
  await client.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: key,
      UpdateExpression: 'SET #due = :due, #redrives = :none, #shard = :shard, #by = :by REMOVE #claims.#consequence',
      ConditionExpression: 'contains(#pending, :consequence)',
      ExpressionAttributeNames: {
        '#due': 'due',
        '#redrives': 'redrives',
        '#shard': 'unsettledShard',
        '#by': 'settleBy',
        '#claims': 'claims',
        '#pending': 'pending',
        '#consequence': consequence,
      },
      ExpressionAttributeValues: {
        ':due': true,
        ':none': 0,
        ':shard': unsettledShard,
        ':by': settleBy,
        ':consequence': consequence,
      },
    }),
  )
}

async function finish(key: Key, consequence: Consequence, outcome: Settled, at: Instant): Promise<void> {
  const { Attributes } = await client.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: key,
      UpdateExpression: 'SET #settled.#consequence = :outcome REMOVE #claims.#consequence DELETE #pending :done',
      ExpressionAttributeNames: {
        '#settled': 'settled',
        '#claims': 'claims',
        '#pending': 'pending',
        '#consequence': consequence,
      },
      ExpressionAttributeValues: { ':outcome': { ...outcome, at }, ':done': new Set([consequence]) },
      ReturnValues: 'ALL_NEW',
    }),
  )
  if (!Attributes?.pending) await closeEntry(key)
}

/** With nothing left to settle the entry leaves the index and forgets the details its mails needed. */
export async function closeEntry(key: Key): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: key,
      UpdateExpression: 'REMOVE #envelope, #claims, #shard, #by',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#pending)',
      ExpressionAttributeNames: {
        '#envelope': 'envelope',
        '#claims': 'claims',
        '#shard': 'unsettledShard',
        '#by': 'settleBy',
        '#pending': 'pending',
      },
    }),
  )
}
