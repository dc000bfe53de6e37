import { expect, test } from 'vitest'
import * as z from 'zod'
import { plainly } from '../../console/src/api/plainly.ts'
import { problemFrom } from '../../console/src/api/problem.ts'
import { choicesIn } from '../../console/src/parts/choices.ts'

const columns = [{ id: 'name' }, { id: 'email' }, { id: 'invitedBy', hidden: true as const }]
const plain = { pageSize: 25, visible: ['name', 'email'], wrapLines: false }

test('a table shows what was chosen for it, and never less than its first column', () => {
  const kept = { pageSize: 50, visible: ['invitedBy'], wrapLines: true }
  expect(choicesIn(kept, columns)).toEqual({ pageSize: 50, visible: ['name', 'invitedBy'], wrapLines: true })
})

test.each([
  ['nothing', undefined],
  ['something else', 'broken'],
  ['a list', [1]],
  ['columns that are gone', { pageSize: 7, visible: ['gone', 3], wrapLines: 'yes' }],
  ['columns that are no list', { visible: 'name' }],
])('a table for which %s was kept is as it is for everybody', (_, kept) => {
  expect(choicesIn(kept, columns)).toEqual(plain)
})

/** What the schema library itself says, whichever words this version has for it. */
const saidBy = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message ?? ''

test.each([
  [z.string().min(1), '', 'Fill this in'],
  [z.string().min(3), 'ab', 'Write at least 3 characters'],
  [z.string().max(2), 'abc', 'Write at most 2 characters'],
  [z.array(z.string()).min(1), [], 'Choose at least one'],
  [z.array(z.string()).max(2), ['a', 'b', 'c'], 'Choose at most 2'],
  [z.number().max(5), 6, 'Write a number of at most 5'],
  [z.int().min(1), 0, 'Write a number of at least 1'],
  [z.email(), 'nobody', 'Write a whole address, such as name@example.com'],
  [z.iso.datetime(), 'soon', 'Choose a date and a time'],
  [z.string(), undefined, 'Fill this in'],
  [z.enum(['a', 'b']), 'c', 'This cannot be used here: choose or write something else'],
  [z.union([z.number(), z.boolean()]), 'c', 'This cannot be used here: choose or write something else'],
  [z.string().regex(/^a$/), 'b', 'This cannot be used here: choose or write something else'],
  [z.strictObject({}), { more: 1 }, 'This console is older than the server: load the page again'],
])('what a schema says of a value is told in plain words, %#', (schema, value, words) => {
  expect(plainly(saidBy(schema, value))).toBe(words)
})

test('every fault of a refusal is in plain words, whichever form shows it', () => {
  const short = { code: 'invalid_body', detail: saidBy(z.string().min(1), ''), field: 'name' }
  expect(problemFrom(400, { ...short, faults: [short] }).at('name')).toBe('Fill this in')
  expect(problemFrom(400, short).message).toBe('Fill this in')
})
