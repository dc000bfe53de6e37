import type { Instant } from './clock.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour
export const week = 7 * day

/** Milliseconds since 1970. */
export const millis = (at: Instant): number => Date.parse(at)

/** `at` moved by `ms` milliseconds (may be negative). */
export const plus = (at: Instant, ms: number): Instant => new Date(millis(at) + ms).toISOString()

/** Seconds since 1970, rounded up: what DynamoDB's TTL attribute holds. */
export const epochSeconds = (at: Instant): number => Math.ceil(millis(at) / second)
