import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { auditPut } from '../audit/entry.ts'
import type { AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Refusal } from '../errors.ts'
import { isId } from '../ids.ts'
import { importedRowKey, importKey, importResultsKey, importRowsKey, importTurnKey } from '../keys.ts'
import { absent, type Change, client, type Item, read, readMany, tableName, transact, transactItem } from '../table.ts'
import { epochSeconds } from '../time.ts'
import {
  type Import,
  importUntil,
  pieces,
  type Row,
  type RowOutcome,
  type RowResult,
  rowsPerPart,
  rowsUntil,
  turnUntil,
} from './model.ts'

const puttingAtOnce = 10

/** Written before the job, so that a job that can be read has all its rows. */
export async function saveRows(job: Import, rows: readonly Row[]): Promise<void> {
  const ttl = epochSeconds(rowsUntil(job))
  const items = pieces(rows, rowsPerPart).map((data, part) => ({
    ...importRowsKey(job.account, job.id, part),
    ttl,
    data,
  }))
  for (const some of pieces(items, puttingAtOnce))
    await Promise.all(some.map((Item) => client.send(new PutCommand({ TableName: tableName(), Item }))))
}

/** The rows that come next; none once they are too old to be kept. */
export const nextRows = ({ account, id, done }: Import): Promise<Row[] | undefined> =>
  read<Row[]>(importRowsKey(account, id, Math.floor(done / rowsPerPart)))

const importItem = (job: Import): Item<Import> => ({
  ...importKey(job.account, job.id),
  ttl: epochSeconds(importUntil(job)),
  data: job,
})

/** Nobody else has got further meanwhile. */
const asRead = (job: Import) => ({
  text: '#data.#done = :done AND attribute_not_exists(#data.#finishedAt)',
  names: { '#data': 'data', '#done': 'done', '#finishedAt': 'finishedAt' },
  values: { ':done': job.done },
})

export const newImport = (job: Import): Change => ({ put: importItem(job), when: absent })
export const replaceImport = (before: Import, after: Import): Change => ({
  put: importItem(after),
  when: asRead(before),
})

/**
 * Keeps what became of a part together with the progress, and with what is told of it; where somebody else was faster,
 * what they kept stands.
 */
export async function saveProgress(
  before: Import,
  after: Import,
  results: readonly RowResult[],
  told: readonly AuditEntry[] = [],
): Promise<void> {
  const part = Math.floor(before.done / rowsPerPart)
  const kept = {
    ...importResultsKey(before.account, before.id, part),
    ttl: epochSeconds(rowsUntil(before)),
    data: results,
  }
  const entries = told.map((entry) => ({ put: auditPut({ entry }), when: absent }))
  await transact([replaceImport(before, after), { put: kept }, ...entries].map(transactItem))
}

export const loadImport = async (account: string, id: string) =>
  isId(id) ? read<Import>(importKey(account, id)) : undefined

/** Results of the parts named, as far as there are any. */
export async function loadResults({ account, id }: Import, parts: readonly number[]): Promise<RowResult[]> {
  const found = await readMany<RowResult[]>(parts.map((part) => importResultsKey(account, id, part)))
  return found.flatMap((results) => results ?? [])
}

interface Turn {
  import: string
  until: Instant
}

export const loadTurn = (account: string): Promise<Turn | undefined> => read<Turn>(importTurnKey(account))

/** Lets this import run, unless another does. */
export const takeTurn = (job: Import, otherwise: Refusal): Change => ({
  put: { ...importTurnKey(job.account), data: { import: job.id, until: turnUntil(job) } satisfies Turn },
  when: {
    text: 'attribute_not_exists(pk) OR #data.#until <= :now',
    names: { '#data': 'data', '#until': 'until' },
    values: { ':now': job.createdAt },
  },
  otherwise,
})

/** Lets the next import run, from `at` on. */
export const giveTurn = ({ account, id }: Import, at: Instant): Change => ({
  put: { ...importTurnKey(account), data: { import: id, until: at } satisfies Turn },
  when: { text: '#data.#import = :import', names: { '#data': 'data', '#import': 'import' }, values: { ':import': id } },
})

/** What one row changed, beside the change itself. */
export interface Done {
  outcome: RowOutcome
  member: string
}

export const rowDone = (job: Import, row: number, done: Done, otherwise: Refusal): Change => ({
  put: { ...importedRowKey(job.account, job.id, row), ttl: epochSeconds(rowsUntil(job)), data: done },
  when: absent,
  otherwise,
})
