import type * as z from 'zod'
import { type Fault, Refusal } from '../shared/errors.ts'
import type { Read } from './endpoint.ts'

/** `experts[1].email`, as the caller wrote it. */
const fieldAt = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (field, part) =>
      typeof part === 'number' ? `${field}[${part}]` : field === '' ? String(part) : `${field}.${String(part)}`,
    '',
  )

/** A form shows a handful, and a Lambda function's answer holds 6 MB. */
const mostFaults = 100
const longestField = 200

type Issue = z.core.$ZodIssue

/** An unknown field is named itself, not the object it stands in. */
function faultsOf(issue: Issue, code: Fault['code']): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, mostFaults).map((key) => ({
      code,
      detail: 'This field is not known',
      field: fieldAt([...issue.path, key]).slice(0, longestField),
    }))
  const field = fieldAt(issue.path).slice(0, longestField)
  return [{ code, detail: issue.message, ...(field !== '' && { field }) }]
}

function reader<Schema extends z.ZodType>(schema: Schema, code: Fault['code']): Read<z.output<Schema>> {
  return (raw) => {
    const parsed = schema.safeParse(raw)
    if (parsed.success) return parsed.data
    const [first, ...rest] = parsed.error.issues.slice(0, mostFaults).flatMap((issue) => faultsOf(issue, code))
    if (!first) throw new Error('a failed parse names an issue')
    throw Refusal.of([first, ...rest.slice(0, mostFaults - 1)])
  }
}

/** Reads a JSON body; every fault is told with its field. */
export const body = <Schema extends z.ZodType>(schema: Schema): Read<z.output<Schema>> => reader(schema, 'invalid_body')

/** Reads the query string. Its schema is strict, because a misspelt filter would show too much. */
export const query = <Schema extends z.ZodType>(schema: Schema): Read<z.output<Schema>> =>
  reader(schema, 'invalid_query')
