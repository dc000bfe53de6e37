import type { Facts, Written } from '../mails/write-mail.ts'
import { loadMember } from '../members/store.ts'
import { attach, keepReport } from './keep-report.ts'
import { reportMail } from './mail.ts'
import type { Report } from './model.ts'
import { expertReport } from './rules.ts'

/** Who ended it, as the mail calls them; an agent by the member on whose behalf, whose account it is. */
async function namesOf(account: string, by: Report['endedBy']): Promise<string | undefined> {
  if (by?.type === 'service') return 'the platform'
  const id = by?.type === 'agent' ? by.subject : by?.id
  const name = id === undefined ? undefined : (await loadMember(account, id))?.name
  if (by?.type !== 'agent') return name ?? undefined
  return name ? `an agent on behalf of ${name}` : 'an agent of a partner'
}

/** The report of an end of an expert's access. */
export async function writeReport({ entry, envelope, account, member, now }: Facts): Promise<Written | undefined> {
  if (member.kind !== 'expert' || !envelope?.email) return undefined
  const { name, email } = envelope
  const place = { account: account.id, about: member.id, id: entry.id, now }
  const { report, csv, activity } = await keepReport<Report>(place, (figures) => expertReport(entry, member, figures))
  const { attachments, note } = attach(report.id, csv)
  return {
    to: account.reportEmail,
    mail: reportMail({
      report,
      account,
      expert: { name, email },
      endedBy: await namesOf(account.id, report.endedBy),
      activity,
      note,
    }),
    attachments,
  }
}
