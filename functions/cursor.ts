import { Refusal } from '../shared/errors.ts'
import type { Key } from '../shared/keys.ts'

/** Where a page ended, opaque to the caller and good for the same list only. */
export const writeCursor = (next: Key | undefined, operation: string): { nextCursor?: string } =>
  next ? { nextCursor: Buffer.from(JSON.stringify([operation, next])).toString('base64url') } : {}

const refusal = () => new Refusal('invalid_query', 'This cursor was not given out by this list', 'cursor')

export function readCursor(cursor: string, operation: string): Key {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw refusal()
  }
  const [from, key] = Array.isArray(parsed) ? parsed : []
  const isKey = typeof key === 'object' && key !== null && Object.values(key).every((part) => typeof part === 'string')
  if (from !== operation || !isKey) throw refusal()
  return key as Key
}
