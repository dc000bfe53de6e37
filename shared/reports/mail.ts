import type { Activity } from '../activity/model.ts'
import type { Block, Mail } from '../mails/render.ts'
import { showInstant, showUntil } from '../mails/times.ts'
import type { Report } from './model.ts'

interface ReportFacts {
  report: Report
  account: { name: string; timeZone: string }
  expert: { name: string; email: string }
  endedBy: string | undefined
  activity: readonly Activity[]
  /** Instead of an attachment. */
  note?: string | undefined
}

/** A mail is read, not archived: beyond this many rows the attached CSV has the rest. */
const rowsShown = 100

const scope = { 'read-only': 'Read-only', 'limited-write': 'Limited write' } as const

function howItEnded({ report: { ended }, endedBy }: ReportFacts): string {
  if (ended === 'expired') return 'By itself, when the time was over'
  if (ended === 'declined') return 'The invitation was declined'
  return endedBy ? `Revoked by ${endedBy}` : 'Revoked'
}

const table = (caption: string, activity: readonly Activity[]): Block[] =>
  activity.length === 0
    ? []
    : [
        {
          caption:
            activity.length > rowsShown
              ? `${caption} (the first ${rowsShown} of ${activity.length}; all are attached)`
              : caption,
          head: ['Time (UTC)', 'What', 'On', 'Outcome'],
          rows: activity
            .slice(0, rowsShown)
            .map(({ at, kind, action, resource, outcome, reason, personalData }) => [
              at.slice(0, 19).replace('T', ' '),
              kind === 'decision' ? `asked: ${action}` : action,
              resource.id ? `${resource.type} ${resource.id}` : resource.type,
              [outcome, reason && `(${reason})`, personalData && 'personal data'].filter(Boolean).join(' '),
            ]),
        },
      ]

/** The mailed account of one expert's activity: also when nothing was done. */
export function reportMail(facts: ReportFacts): Mail {
  const { report, account, expert, activity } = facts
  const { counts } = report
  const denied = activity.filter(({ outcome }) => outcome === 'denied')
  const personalData = activity.filter(({ personalData, outcome }) => personalData && outcome !== 'denied')
  return {
    subject: `Report: what ${expert.name} did in ${account.name}`,
    blocks: [
      {
        facts: [
          ['Expert', `${expert.name} <${expert.email}>`],
          ['Account', account.name],
          ['Scope', scope[report.access]],
          ['Invited', showInstant(report.invitedAt, account.timeZone)],
          ['Accepted', report.acceptedAt ? showInstant(report.acceptedAt, account.timeZone) : 'never'],
          ['Access until', showUntil(report.until, account.timeZone)],
          ['Ended', showInstant(report.endedAt, account.timeZone)],
          ['How it ended', howItEnded(facts)],
          ['Actions reported by the platform', String(counts.events)],
          ['Requests permitted', String(counts.permitted)],
          ['Attempts denied', String(counts.denied)],
          [
            'Downloads of personal data',
            `${counts.personalData.reported} reported, ${counts.personalData.permitted} permitted`,
          ],
        ],
      },
      ...(activity.length === 0 ? [{ say: 'Nothing was done: the expert neither did nor tried anything.' }] : []),
      ...table('Denied attempts', denied),
      ...table('Personal data', personalData),
      ...table('Timeline', activity),
      {
        say: `${facts.note ?? 'Everything is in the attached CSV.'} Its SHA-256 digest is below; the report read again through the API has the same.`,
      },
      { facts: [['Report', report.id] as const, ['SHA-256 of the CSV', report.sha256] as const] },
    ],
  }
}
