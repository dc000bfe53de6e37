import type { Facts, Written } from '../mails/write-mail.ts'
import { loadMember } from '../members/store.ts'
import { attach, keepReport } from './keep-report.ts'
import { reportMail } from './mail.ts'
import type { Report } from './model.ts'
import { expertReport } from './rules.ts'

/** The report of an end of an expert's access. */
export async function writeReport({ entry, envelope, account, member, now }: Facts): Promise<Written | undefined> {
  if (member.kind !== 'expert' || !envelope?.email) return undefined
  const { name, email } = envelope
  const place = { account: account.id, about: member.id, id: entry.id, now }
  const { report, csv, activity } = await keepReport<Report>(place, (figures) => expertReport(entry, member, figures))
  const endedBy = report.endedBy ? await loadMember(account.id, report.endedBy) : undefined
  const { attachments, note } = attach(report.id, csv)
  return {
    to: account.reportEmail,
    mail: reportMail({
      report,
      account,
      expert: { name, email },
      endedBy: endedBy?.name ?? undefined,
      activity,
      note,
    }),
    attachments,
  }
}
