/** A moment, as ISO 8601 in UTC with milliseconds: sorts as text. */
export type Instant = string

/** The only place that asks what time it is. Everything below the edge takes `now` as an argument. */
export const now = (): Instant => new Date().toISOString()
