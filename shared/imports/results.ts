import { csv } from '../activity/csv.ts'
import type { Fault } from '../errors.ts'
import type { Import, Row, RowResult } from './model.ts'

/** So much of what is wrong with each row that the results of a part fit an item of the table. */
const mostFaults = 4
const longestDetail = 200
const longestEmail = 254

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

export const resultOf = ({ row, email }: Row, result: Pick<RowResult, 'outcome' | 'member' | 'faults'>): RowResult => ({
  row,
  email: shortened(email, longestEmail),
  ...result,
  ...(result.faults && { faults: result.faults.slice(0, mostFaults).map(short) }),
})

const short = ({ code, detail, field }: Fault): Fault => ({
  code,
  detail: shortened(detail, longestDetail),
  ...(field !== undefined && { field: shortened(field, longestDetail) }),
})

const countedAs = {
  created: 'created',
  'would-create': 'created',
  updated: 'updated',
  'would-update': 'updated',
  unchanged: 'unchanged',
  refused: 'refused',
} as const satisfies Record<RowResult['outcome'], keyof Import>

/** The job with the next rows done. */
export function counted(job: Import, results: readonly RowResult[]): Import {
  const after = { ...job, done: job.done + results.length }
  for (const { outcome } of results) after[countedAs[outcome]]++
  return after
}

/** A line for each row; several reasons stand in one cell. */
export const resultsCsv = (results: readonly RowResult[]): string =>
  csv(
    results.map(({ faults = [], ...result }) => ({
      ...result,
      code: faults.map(({ code }) => code).join('; '),
      field: faults.map(({ field = '' }) => field).join('; '),
      detail: faults.map(({ detail }) => detail).join('; '),
    })),
    ['row', 'email', 'outcome', 'member', 'code', 'field', 'detail'],
  )
