import * as z from 'zod'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Fault } from '../errors.ts'
import { day, plus } from '../time.ts'

export const mostRows = 10_000
/** What is worked, kept and counted together; a crash repeats at most one. */
export const rowsPerPart = 100

/** A list in pieces, one after the other. */
export const pieces = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

/** One person of a file. */
export interface Row {
  /** As a spreadsheet counts: the header is row 1, and empty rows count too. */
  row: number
  email: string
  roles: readonly string[]
  name?: string
  firstName?: string
  lastName?: string
  /** As the file has them; they count for whoever is invited. */
  levels?: string
  /** The row above it with the same address. */
  doubles?: number
  /** Why the file itself says that this is nobody to invite or change. */
  leave?: Fault
}

const outcomes = ['created', 'updated', 'unchanged', 'refused', 'would-create', 'would-update'] as const
export type RowOutcome = (typeof outcomes)[number]

export interface RowResult {
  row: number
  email: string
  outcome: RowOutcome
  member?: string
  /** Why it was refused, or left alone. */
  faults?: readonly Fault[]
}

/** A job: a file of rows, worked off in the name of who uploaded it. Holds no name or address. */
export interface Import {
  id: string
  account: string
  /** The member, or the agent of a partner. */
  by: string
  /** Absent for a member. */
  agent?: Actor
  dryRun: boolean
  rows: number
  /** So many rows have a result. */
  done: number
  created: number
  updated: number
  unchanged: number
  refused: number
  createdAt: Instant
  finishedAt?: Instant
}

/** Rows and results hold names and addresses, so they go first. */
export const rowsUntil = ({ createdAt }: Pick<Import, 'createdAt'>): Instant => plus(createdAt, 7 * day)
export const importUntil = ({ createdAt }: Pick<Import, 'createdAt'>): Instant => plus(createdAt, 30 * day)
/** One that is stuck keeps the next from starting no longer than this. */
export const turnUntil = ({ createdAt }: Pick<Import, 'createdAt'>): Instant => plus(createdAt, day)

export const ImportMembers = z.strictObject({ dryRun: z.enum(['true', 'false']).optional() })

/** A dry run counts what would be created and updated. */
export const ImportView = z.strictObject({
  id: z.string(),
  state: z.enum(['running', 'done']),
  dryRun: z.boolean(),
  by: z.string(),
  /** Whose agent it is, where no member uploaded the file. */
  partner: z.string().nullable(),
  rows: z.int(),
  done: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** Results are kept until then, the counts for longer. */
  resultsUntil: z.iso.datetime(),
})

const reason = { code: z.string(), detail: z.string(), field: z.string().optional() }
export const RowResultView = z.strictObject({
  row: z.int(),
  email: z.string(),
  outcome: z.enum(outcomes),
  member: z.string().optional(),
  ...z.strictObject(reason).partial().shape,
  /** Every reason, where there are several. */
  faults: z.array(z.strictObject(reason)).optional(),
})

/** In whose name its rows are worked. */
export const uploaderOf = ({ by, agent }: Pick<Import, 'by' | 'agent'>): Actor => agent ?? { type: 'member', id: by }

export function viewImport({ account: _, agent, finishedAt, ...rest }: Import): z.infer<typeof ImportView> {
  const state = finishedAt === undefined ? 'running' : 'done'
  const partner = agent?.partner ?? null
  return { ...rest, partner, state, finishedAt: finishedAt ?? null, resultsUntil: rowsUntil(rest) }
}

export function viewResult({ faults: [first, ...rest] = [], ...result }: RowResult): z.infer<typeof RowResultView> {
  return { ...result, ...first, ...(first && rest.length > 0 && { faults: [first, ...rest] }) }
}
