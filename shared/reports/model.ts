import * as z from 'zod'
import { ActorView } from '../audit/model.ts'

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

/** What every kept report has. Names nobody: the mail adds the details, so erasing them changes no report. */
const KeptReport = z.strictObject({
  id: z.string(),
  account: z.string(),
  until: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime(),
  counts: Counts,
  rows: z.int(),
  /** Of the CSV's bytes: whoever keeps the mail can prove that the API still answers the same. */
  sha256: z.string(),
  createdAt: z.iso.datetime(),
  /** The CSV is stored in so many compressed parts. */
  parts: z.int(),
})
export type KeptReport = z.infer<typeof KeptReport>

/** The mailed account of one expert's activity. */
export const Report = KeptReport.extend({
  member: z.string(),
  access: z.enum(['read-only', 'limited-write']),
  invitedAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime().nullable(),
  ended: z.enum(['expired', 'revoked', 'declined']),
  endedBy: ActorView.nullable(),
  consent: z.strictObject({ wordingVersion: z.string(), by: z.string(), at: z.iso.datetime() }),
})
export type Report = z.infer<typeof Report>

/** The mailed account of what an agent did on behalf of a member. */
export const DelegationReport = KeptReport.extend({
  delegation: z.string(),
  agent: z.string(),
  partner: z.string(),
  onBehalfOf: z.string(),
  reason: z.string(),
  access: z.enum(['read-only', 'write']),
  since: z.iso.datetime(),
  ended: z.enum(['expired', 'ended']),
  endedBy: ActorView.nullable(),
})
export type DelegationReport = z.infer<typeof DelegationReport>
