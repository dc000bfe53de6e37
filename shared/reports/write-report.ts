import { gzipSync } from 'node:zlib'
import { allActivityOf } from '../activity/store.ts'
import type { Attachment } from '../mail.ts'
import type { Facts, Written } from '../mails/write-mail.ts'
import { loadMember } from '../members/store.ts'
import { reportMail } from './mail.ts'
import { buildReport } from './rules.ts'
import { loadReport, loadReportCsv, saveReport } from './store.ts'

/** SES takes 10 MB with everything encoded; a longer CSV goes compressed. */
const plainUpTo = 4_000_000

function attachment(id: string, csv: string): Attachment {
  const filename = `gatepass-report-${id}.csv`
  if (csv.length <= plainUpTo) return { filename, contentType: 'text/csv; charset=utf-8', content: Buffer.from(csv) }
  return { filename: `${filename}.gz`, contentType: 'application/gzip', content: gzipSync(csv) }
}

/** Builds and keeps the report of an end, once, and writes the mail with it; tried again, it sends what it kept. */
export async function writeReport({ entry, envelope, account, member, now }: Facts): Promise<Written | undefined> {
  if (member.kind !== 'expert' || !envelope) return undefined
  const activity = await allActivityOf(account.id, member.id)
  const kept = await loadReport(account.id, member.id, entry.id)
  const built = buildReport(entry, member, activity, now)
  const report = kept ?? (await saveReport(built.report, built.csv))
  const csv = kept ? await loadReportCsv(kept) : built.csv
  // Sent again later, the mail still tells what the kept CSV holds.
  const told = activity.filter(({ recordedAt }) => recordedAt <= report.createdAt)
  const endedBy = report.endedBy ? await loadMember(account.id, report.endedBy) : undefined
  return {
    to: account.reportEmail,
    mail: reportMail({ report, account, expert: envelope, endedBy: endedBy?.name ?? undefined, activity: told }),
    attachments: [attachment(report.id, csv)],
  }
}
