/** The one DynamoDB client, and the one way to change what is decided on: `commit()`. */
import { setTimeout } from 'node:timers/promises'
import { type CancellationReason, DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { type AuditItem, auditPut } from './audit/entry.ts'
import { setting } from './config.ts'
import { Refusal } from './errors.ts'
import { type IndexName, indexes, inKeyOrder, type Key } from './keys.ts'

export const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
})
// It goes through all that is sent and answered, to hide what is secret, before it asks whether anybody logs it.
client.middlewareStack.remove('loggerMiddleware')
export const tableName = () => setting('TABLE_NAME')

/** An item as it is stored: its keys, its index attributes, and the thing itself. */
export interface Item<T = unknown> extends Key {
  data: T
  [indexOrTtl: string]: unknown
}

/** Reads one item; strongly consistent, because what follows is decided on it. */
export async function read<T>(key: Key): Promise<T | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))
  return Item?.data as T | undefined
}

/** Reads a set that is kept beside `data`. */
export async function readSet(key: Key, attribute: string): Promise<string[]> {
  const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))
  return [...((Item?.[attribute] as ReadonlySet<string> | undefined) ?? [])].sort()
}

/** Reads up to 100 items in one strongly consistent round trip, in the order of the keys asked for. */
export async function readMany<T>(keys: readonly Key[]): Promise<(T | undefined)[]> {
  const wanted = new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key]))
  const found = new Map<string, T>()
  for (let attempt = 1; wanted.size > 0; attempt++) {
    // What a busy table left out is asked for again, a little later each time, and not for ever.
    if (attempt > attemptsAtContention) throw new Refusal('unavailable', 'The table is too busy. Try again')
    if (attempt > 1) await setTimeout(Math.random() * 5 * 2 ** attempt)
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName()]: { Keys: [...wanted.values()], ConsistentRead: true } } }),
    )
    for (const item of Responses?.[tableName()] ?? []) found.set(`${item.pk}\n${item.sk}`, item.data as T)
    wanted.clear()
    for (const key of (UnprocessedKeys?.[tableName()]?.Keys ?? []) as Key[]) wanted.set(`${key.pk}\n${key.sk}`, key)
  }
  return keys.map((key) => found.get(`${key.pk}\n${key.sk}`))
}

/**
 * Reads up to 100 items as they are at one moment: for what is decided on several that change together. Costs twice
 * what `readMany` does.
 */
export async function readTogether<T>(keys: readonly Key[]): Promise<(T | undefined)[]> {
  for (let attempt = 1; attempt <= attemptsAtContention; attempt++) {
    try {
      const { Responses = [] } = await client.send(
        new TransactGetCommand({ TransactItems: keys.map((Key) => ({ Get: { TableName: tableName(), Key } })) }),
      )
      return keys.map((_, at) => Responses[at]?.Item?.data as T | undefined)
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      if (!isPassing(error.CancellationReasons)) throw error
    }
    await setTimeout(Math.random() * 5 * 2 ** attempt)
  }
  throw new Refusal('unavailable', 'Too much is changed at once. Try again')
}

export interface PageRequest {
  limit: number
  /** Where the last page ended, as `query` answered it. */
  after?: Key | undefined
  newestFirst?: boolean
}

export interface Page<T> {
  items: T[]
  /** Present while there is more. */
  next?: Key
}

export const foreignCursor = () => new Refusal('invalid_query', 'This cursor was not given out by this list', 'cursor')

interface Asked {
  index?: IndexName | undefined
  partition: string
  between?: readonly [string, string]
}

/** Asks one partition of the table or of an index, optionally between two sort keys (inclusive). */
export async function query<T>(from: Asked, page: PageRequest): Promise<Page<T>> {
  const { items, ...next } = await queryItems<T>(from, page)
  return { items: items.map(({ data }) => data), ...next }
}

/** The same, with their keys. */
export async function queryItems<T>(
  from: Asked,
  { limit, after, newestFirst = false }: PageRequest,
): Promise<Page<Item<T>>> {
  const { pk, sk } = from.index ? indexes[from.index] : { pk: 'pk', sk: 'sk' }
  // A cursor is the caller's input: it never leads into another account or list.
  if (after && (after as unknown as Record<string, unknown>)[pk] !== from.partition) throw foreignCursor()
  const [low, high] = from.between ?? ['', '']
  // DynamoDB refuses both a span that ends before it begins and an empty key; every key is above a space.
  if (inKeyOrder(low, high) > 0) return { items: [] }
  const asked = client.send(
    new QueryCommand({
      TableName: tableName(),
      ...(from.index ? { IndexName: from.index } : { ConsistentRead: true }),
      KeyConditionExpression: from.between ? '#pk = :pk AND #sk BETWEEN :low AND :high' : '#pk = :pk',
      ExpressionAttributeNames: { '#pk': pk, ...(from.between && { '#sk': sk }) },
      ExpressionAttributeValues: {
        ':pk': from.partition,
        ...(from.between && { ':low': low || ' ', ':high': high }),
      },
      ScanIndexForward: !newestFirst,
      Limit: limit,
      ...(after && { ExclusiveStartKey: after }),
    }),
  )
  const { Items = [], LastEvaluatedKey } = await asked.catch((error: Error) => {
    // Nor is one that does not belong to this question a failure of ours.
    throw after && error.name === 'ValidationException' ? foreignCursor() : error
  })
  return { items: Items as Item<T>[], ...(LastEvaluatedKey && { next: LastEvaluatedKey as Key }) }
}

/** What must hold for a change to happen. Constant text with `#name` and `:value` only. */
export interface Condition {
  text: string
  names?: Record<string, string>
  values?: Record<string, unknown>
}

export const absent: Condition = { text: 'attribute_not_exists(pk)' }
export const versionIs = (version: number): Condition => ({
  text: '#data.#version = :version',
  names: { '#data': 'data', '#version': 'version' },
  values: { ':version': version },
})

/** A caller who names a version gets a refusal where somebody else was faster. */
export function requireVersion(read: { version: number }, expected: number | undefined): void {
  if (expected !== undefined && read.version !== expected)
    throw new Refusal('version_conflict', `Version ${read.version} is in force: read it again`, 'If-Match')
}

/** One part of a commit. `otherwise` is what the caller is told when the condition does not hold. */
export type Change = { when?: Condition; otherwise?: Refusal } & (
  | { put: Item }
  | { remove: Key }
  /** What must hold elsewhere, and is not changed. */
  | { check: Key; when: Condition }
  /** A member that joins or leaves a set kept beside `data`; sets need no version to change together. */
  | { set: Key; attribute: string; add?: string; take?: string }
)

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

const conditionOf = ({ text, names, values }: Condition) => ({
  ConditionExpression: text,
  ...(names && { ExpressionAttributeNames: names }),
  ...(values && { ExpressionAttributeValues: values }),
})

function keyOf(change: Change): Key {
  if ('check' in change) return change.check
  const { pk, sk } = 'put' in change ? change.put : 'set' in change ? change.set : change.remove
  return { pk, sk }
}

const conditionCheck = (change: Change): TransactItem => ({
  ConditionCheck: { TableName: tableName(), Key: keyOf(change), ...conditionOf(change.when ?? absent) },
})

/** A change as a part of a transaction. */
export function transactItem(change: Change): TransactItem {
  const TableName = tableName()
  const condition = change.when && conditionOf(change.when)
  if ('check' in change) return conditionCheck(change)
  if ('put' in change) return { Put: { TableName, Item: change.put, ...condition } }
  if ('set' in change) {
    const { set, attribute, add, take } = change
    return {
      Update: {
        TableName,
        Key: set,
        ...condition,
        UpdateExpression: add !== undefined ? 'ADD #set :one' : 'DELETE #set :one',
        ExpressionAttributeNames: { ...condition?.ExpressionAttributeNames, '#set': attribute },
        ExpressionAttributeValues: { ...condition?.ExpressionAttributeValues, ':one': new Set([add ?? take]) },
      },
    }
  }
  return { Delete: { TableName, Key: change.remove, ...condition } }
}

const attemptsAtContention = 6

/** Other transactions were at the same items, or the partition has had enough for a moment. */
const passing = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']
const isPassing = (reasons: readonly CancellationReason[] = []) =>
  reasons.some(({ Code = '' }) => passing.includes(Code))

/**
 * All of it or nothing. Transactions that touch the same items at once cancel each other: that is tried again.
 * @returns undefined when done, or for each item why a condition refused. @throws Refusal unavailable.
 */
export async function transact(items: TransactItem[]): Promise<readonly CancellationReason[] | undefined> {
  for (let attempt = 1; attempt <= attemptsAtContention; attempt++) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: items }))
      return undefined
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const reasons = error.CancellationReasons ?? []
      if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return reasons
      if (!isPassing(reasons)) throw error
    }
    await setTimeout(Math.random() * 5 * 2 ** attempt)
  }
  throw new Refusal('unavailable', 'Too much is changed at once. Try again')
}

/** What one transaction of DynamoDB holds. */
const mostAtOnce = 100

const stale = () => new Refusal('version_conflict', 'It was changed meanwhile: read it again')

/**
 * All changes and their audit entries in one transaction, or nothing. What mails, schedules and reports follow is
 * written on the entries and settled from the table's stream.
 * @throws Refusal the `otherwise` of the first change whose condition does not hold; too_much_at_once.
 */
export async function commit(changes: readonly Change[], entries: readonly [AuditItem, ...AuditItem[]]): Promise<void> {
  const items = [
    ...changes.map(transactItem),
    ...entries.map((entry) => transactItem({ put: auditPut(entry), when: absent })),
  ]
  requireRoomFor(items.length)
  refuse(changes, await transact(items))
}

function requireRoomFor(count: number): void {
  if (count > mostAtOnce)
    throw new Refusal(
      'too_much_at_once',
      'Together that is too much for one commit: name fewer people or roles at once',
    )
}

/**
 * Asks whether all these changes could be made as things stand: the same conditions, the same refusals, and nothing is
 * written. `gone`: what would be tidied away before.
 */
export async function rehearse(changes: readonly Change[], gone: readonly Key[] = []): Promise<void> {
  // With the audit entry, and what is remembered of it.
  requireRoomFor(changes.length + 2)
  const isGone = ({ pk, sk }: Key) => gone.some((one) => one.pk === pk && one.sk === sk)
  const guarded = changes.filter((change) => change.when && !isGone(keyOf(change)))
  if (guarded.length > 0) refuse(guarded, await transact(guarded.map(conditionCheck)))
}

function refuse(changes: readonly Change[], reasons: readonly CancellationReason[] | undefined): void {
  const refused = reasons?.findIndex(({ Code }) => Code === 'ConditionalCheckFailed')
  if (refused !== undefined) throw changes[refused]?.otherwise ?? stale()
}

const attemptsAtConflict = 4

/** Somebody else was faster; not a caller who names a version that is no longer in force. */
export const isConflict = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'version_conflict' && error.faults[0].field === undefined

/** Runs a read-decide-commit again when somebody else committed in between; what it reads then decides anew. */
export async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isConflict(error) || count === attemptsAtConflict) throw error
    }
  }
}
