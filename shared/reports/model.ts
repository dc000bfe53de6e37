import * as z from 'zod'

const Counts = z.strictObject({
  /** What the platform says was done. */
  events: z.int(),
  /** Requests Gatepass was asked about, by answer. */
  permitted: z.int(),
  denied: z.int(),
  /** Downloads of personal data: what the platform says was done, and what Gatepass permitted. */
  personalData: z.strictObject({ reported: z.int(), permitted: z.int() }),
})
export type Counts = z.infer<typeof Counts>

/** The mailed account of one expert's activity. Names nobody: the mail adds the details, so erasing them changes no report. */
export const Report = z.strictObject({
  id: z.string(),
  member: z.string(),
  account: z.string(),
  access: z.enum(['read-only', 'limited-write']),
  invitedAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
  ended: z.enum(['expired', 'revoked', 'declined']),
  endedAt: z.iso.datetime(),
  endedBy: z.string().nullable(),
  consent: z.strictObject({ wordingVersion: z.string(), by: z.string(), at: z.iso.datetime() }),
  counts: Counts,
  rows: z.int(),
  /** Of the CSV's bytes: whoever keeps the mail can prove that the API still answers the same. */
  sha256: z.string(),
  createdAt: z.iso.datetime(),
  /** The CSV is stored in so many compressed parts. */
  parts: z.int(),
})
export type Report = z.infer<typeof Report>
