import { stringify } from 'csv-stringify/sync'
import type { AuditEntry } from '../audit/model.ts'
import { harmless } from './formulas.ts'
import type { Activity } from './model.ts'

/** Text that a spreadsheet would run as a formula is made harmless; lines end as RFC 4180 says. */
export const csv = (rows: readonly object[], columns: readonly string[]): string =>
  stringify([...rows], {
    header: true,
    columns: [...columns],
    cast: { string: harmless },
    // For what begins with a line end.
    escape_formulas: true,
    record_delimiter: 'windows',
    // A lone CR or LF would begin a new row, and with it a new cell.
    quoted_match: /[\r\n]/,
  })

/** Whose staff somebody is, on whose behalf they acted, and under which delegation: empty but for agents of partners. */
const actingColumns = ['partner', 'subject', 'delegation'] as const

export const activityColumns = [
  'at',
  'kind',
  'member',
  'action',
  'resource_type',
  'resource_id',
  'outcome',
  'reason',
  'personal_data',
  'detail',
  'recorded_at',
  'id',
  ...actingColumns,
] as const

/** Activity without names: the member's id stands for the person, so that erasing details changes no report. */
export const activityCsv = (activity: readonly Activity[]): string =>
  csv(
    activity.map(({ resource, personalData, recordedAt, ...rest }) => ({
      ...rest,
      partner: rest.partner ?? '',
      subject: rest.subject ?? '',
      delegation: rest.delegation ?? '',
      resource_type: resource.type,
      resource_id: resource.id ?? '',
      personal_data: personalData ? 'yes' : 'no',
      recorded_at: recordedAt,
    })),
    activityColumns,
  )

export const auditCsv = (entries: readonly AuditEntry[]): string =>
  csv(
    entries.map(({ actor, before, after, ...rest }) => ({
      ...rest,
      actor_type: actor.type,
      actor_id: actor.id,
      partner: actor.partner ?? '',
      subject: actor.subject ?? '',
      delegation: actor.delegation ?? '',
      before: before ? JSON.stringify(before) : '',
      after: after ? JSON.stringify(after) : '',
    })),
    ['at', 'action', 'target', 'actor_type', 'actor_id', 'before', 'after', 'id', ...actingColumns],
  )
