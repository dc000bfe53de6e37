import { createHash } from 'node:crypto'
import { activityCsv } from '../activity/csv.ts'
import type { Activity } from '../activity/model.ts'
import type { AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Ending } from '../mails/templates.ts'
import type { Expert } from '../members/model.ts'
import type { Counts, Report } from './model.ts'

export function count(activity: readonly Activity[]): Counts {
  const counts: Counts = { events: 0, permitted: 0, denied: 0, personalData: { reported: 0, permitted: 0 } }
  for (const { kind, outcome, personalData } of activity) {
    if (kind === 'event') counts.events++
    if (kind === 'decision' && outcome === 'permitted') counts.permitted++
    if (outcome === 'denied') counts.denied++
    else if (personalData) counts.personalData[kind === 'event' ? 'reported' : 'permitted']++
  }
  return counts
}

/** Ways an expert's access ends, by the audit entry that says so. */
export const endings: Partial<Record<AuditEntry['action'], Ending>> = {
  'expert.expired': 'expired',
  'expert.revoked': 'revoked',
  'expert.declined': 'declined',
}

/** What any report says of what was recorded: from the same values always the same bytes. */
export function figuresOf(activity: readonly Activity[], now: Instant) {
  const csv = activityCsv(activity)
  const figures = {
    counts: count(activity),
    rows: activity.length,
    sha256: createHash('sha256').update(csv).digest('hex'),
    // Whatever was recorded while the report was being built belongs to it.
    createdAt: activity.reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), now),
  }
  return { figures, csv }
}

export type Figures = ReturnType<typeof figuresOf>['figures']

/** The report of one end of an expert's access. */
export function expertReport(
  { id, account, at, action }: AuditEntry,
  { id: member, grant, createdAt: invitedAt, acceptedAt }: Expert,
  figures: Figures,
): Omit<Report, 'parts'> {
  const ended = endings[action]
  if (!ended) throw new Error(`${action} ends nothing`)
  return {
    ...{ id, member, account, access: grant.access, invitedAt, acceptedAt: acceptedAt ?? null, until: grant.until },
    ...{ ended, endedAt: grant.endedAt ?? at, endedBy: grant.endedBy ?? null, consent: grant.consent },
    ...figures,
  }
}
