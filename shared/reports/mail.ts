import type { Activity } from '../activity/model.ts'
import type { Mail } from '../mails/render.ts'
import { showInstant, showUntil } from '../mails/times.ts'
import { activityBlocks, countFacts, proof } from './blocks.ts'
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

const scope = { 'read-only': 'Read-only', 'limited-write': 'Limited write' } as const

function howItEnded({ report: { ended }, endedBy }: ReportFacts): string {
  if (ended === 'expired') return 'By itself, when the time was over'
  if (ended === 'declined') return 'The invitation was declined'
  return endedBy ? `Revoked by ${endedBy}` : 'Revoked'
}

/** The mailed account of one expert's activity: also when nothing was done. */
export function reportMail(facts: ReportFacts): Mail {
  const { report, account, expert, activity } = facts
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
          ...countFacts(report),
        ],
      },
      ...activityBlocks(activity, 'Nothing was done: the expert neither did nor tried anything.'),
      ...proof(report, facts.note),
    ],
  }
}
