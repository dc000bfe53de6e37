import type { Instant } from '../clock.ts'

/** Where an account's weekly digests stand. Time is in here: a run that is late, lost or doubled changes only when. */
export interface Digest {
  account: string
  /** The end of what the last one told, or when the account was created. */
  since: Instant
  /** When the next one is due: a Monday, 07:00, in the account's time zone. */
  next: Instant
  /** While one is being made for more people than a transaction holds. */
  making?: {
    to: Instant
    /** It is made for members up to this id. */
    upTo: string
  }
  version: number
}

/** What a digest tells of: from the first instant up to, not including, the last. */
export interface Span {
  from: Instant
  to: Instant
}
