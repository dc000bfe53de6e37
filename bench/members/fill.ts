/** Accounts full of members, written as an export of the table and taken in by the engine itself: a row at a time would take half an hour. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { findBinary } from '../../local/engine/engine.ts'
import { tableName } from '../../local/stack/environment.ts'
import type { Account } from '../../shared/accounts/model.ts'
import { accountItem } from '../../shared/accounts/store.ts'
import { newId } from '../../shared/ids.ts'
import { indexes, table } from '../../shared/keys.ts'
import type { TeamMember } from '../../shared/members/model.ts'
import { seenItem } from '../../shared/members/seen/store.ts'
import { accessItem, memberItems } from '../../shared/members/store.ts'
import type { Item } from '../../shared/table.ts'
import { hour, minute, plus } from '../../shared/time.ts'

export interface Filled {
  account: string
  size: number
}

/** The owner of each account, by the issuer's `sub`. */
export const owner = 'owner'

const firstNames = ['Anna', 'Bert', 'Carla', 'Dario']
const statuses = ['active', 'active', 'inactive', 'invited'] as const

/** Every fourth is called Anna, every fourth is an admin, every fourth is inactive, in whatever size. */
function memberAt(account: string, at: number, now: string): TeamMember {
  const createdAt = plus(now, -hour + at)
  const id = newId(createdAt)
  const status = statuses[(at >> 2) % 4] ?? 'active'
  return {
    ...{
      id,
      account,
      kind: 'team',
      status,
      name: `${firstNames[at % 4]} No${at}`,
      email: `member${at}@example.com`,
    },
    ...{ kind: 'team', roles: [(at >> 4) % 4 ? 'user' : 'admin'], createdAt, version: 1 },
    ...(status !== 'invited' && { subject: `sub-${id}`, acceptedAt: createdAt }),
  }
}

function* itemsOf({ account, size }: Filled, now: string): Generator<Item> {
  yield accountItem({
    ...{ id: account, name: `Of ${size}`, region: 'any', timeZone: 'Europe/Rome', reportEmail: 'reports@example.com' },
    ...{ catalog: { id: 'jaicp', version: 1 }, owner: account, createdAt: now, policyVersion: 1, version: 1 },
  } satisfies Account)
  for (let at = 0; at < size; at++) {
    const some = memberAt(account, at, now)
    const member = at === 0 ? { ...some, subject: owner, roles: ['admin'] } : some
    if (at === 0) yield accessItem(member, owner)
    const [first, ...entries] = memberItems(member)
    if (first) yield first
    // In the place of the entry of who was never seen.
    if (member.subject) yield seenItem(member, plus(now, (at % 1000) * -minute))
    yield* member.subject ? entries.slice(0, -1) : entries
  }
}

/** Makes the engine's file in a new data directory; answers the accounts. */
export function fill(dataDir: string, sizes: readonly number[], now: string): Filled[] {
  const source = join(dataDir, 'export')
  const data = join(source, tableName, 'data')
  mkdirSync(data, { recursive: true })
  const filled = sizes.map((size) => ({ account: newId(now), size }))
  let part = 0
  let lines: string[] = []
  const write = () => {
    writeFileSync(join(data, `${part++}.json.gz`), gzipSync(lines.join('\n'), { level: 1 }))
    lines = []
  }
  for (const one of filled)
    for (const item of itemsOf(one, now)) if (lines.push(JSON.stringify({ Item: typed(item).M })) === 50_000) write()
  write()
  const schema = join(source, 'schema.json')
  writeFileSync(schema, JSON.stringify({ Table: described }))
  const output = join(dataDir, 'table.sqlite')
  execFileSync(findBinary(), ['import', '--source', source, '--schema', schema, '--output', output], { stdio: 'pipe' })
  rmSync(source, { recursive: true })
  return filled
}

/** As an export types its values. */
function typed(value: unknown): { M?: unknown; L?: unknown; S?: unknown; N?: string } {
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'string') return { S: value }
  if (Array.isArray(value)) return { L: value.map(typed) }
  const parts = Object.entries(value as object).filter(([, part]) => part !== undefined)
  return { M: Object.fromEntries(parts.map(([name, part]) => [name, typed(part)])) }
}

const keySchema = ({ pk, sk }: { pk: string; sk: string }) => [
  { AttributeName: pk, KeyType: 'HASH' },
  { AttributeName: sk, KeyType: 'RANGE' },
]
const keys = [{ pk: table.partitionKey, sk: table.sortKey }, ...Object.values(indexes)]
const described = {
  TableName: tableName,
  BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  AttributeDefinitions: [...new Set(keys.flatMap(({ pk, sk }) => [pk, sk]))].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  KeySchema: keySchema({ pk: table.partitionKey, sk: table.sortKey }),
  GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, key]) => ({
    IndexName,
    KeySchema: keySchema(key),
    Projection: { ProjectionType: 'ALL' },
  })),
}
