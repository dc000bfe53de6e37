import { createHash, randomInt } from 'node:crypto'
import { v7 } from 'uuid'
import type { Instant } from './clock.ts'
import { millis } from './time.ts'

let last = { msecs: -1, seq: 0 }

/** A time-ordered id (UUIDv7, RFC 9562): ids made later sort later, in one process also within a millisecond. */
export function newId(now: Instant): string {
  const msecs = millis(now)
  last = { msecs, seq: msecs === last.msecs ? last.seq + 1 : randomInt(2 ** 31) }
  return v7(last)
}

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Whether a path segment can be an id at all; anything else names nothing. */
export const isId = (text: string): boolean => shape.test(text)

/** The smallest id that can have been made at `at`: the edge of a time range over ids. */
export function firstIdAt(at: Instant): string {
  const hex = millis(at).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

/** SHA-256 as base64url: how a secret or a body is remembered without being kept. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')
