import { gzipSync } from 'node:zlib'
import { allActivityOf } from '../activity/store.ts'
import type { Attachment } from '../mail.ts'
import type { Facts, Written } from '../mails/write-mail.ts'
import { loadMember } from '../members/store.ts'
import { reportMail } from './mail.ts'
import { buildReport } from './rules.ts'
import { loadReport, loadReportCsv, saveReport } from './store.ts'

/** SES takes 10 MB with everything encoded, a third more than the bytes. */
const plainUpTo = 4_000_000
const packedUpTo = 6_500_000

/** The CSV as it is, compressed, or left out with a word about it where a mail cannot hold it. */
function attach(id: string, csv: string): { attachments: Attachment[]; note?: string } {
  const filename = `gatepass-report-${id}.csv`
  const content = Buffer.from(csv)
  if (content.length <= plainUpTo)
    return { attachments: [{ filename, contentType: 'text/csv; charset=utf-8', content }] }
  const packed = gzipSync(content)
  if (packed.length <= packedUpTo)
    return { attachments: [{ filename: `${filename}.gz`, contentType: 'application/gzip', content: packed }] }
  return { attachments: [], note: 'The CSV is too large for a mail: read it through the API, under the number below.' }
}

/** Builds and keeps the report of an end, once, and writes the mail with it; tried again, it sends what it kept. */
export async function writeReport({ entry, envelope, account, member, now }: Facts): Promise<Written | undefined> {
  if (member.kind !== 'expert' || !envelope?.email) return undefined
  const { name, email } = envelope
  const activity = await allActivityOf(account.id, member.id)
  const kept = await loadReport(account.id, member.id, entry.id)
  const built = kept ? undefined : buildReport(entry, member, activity, now)
  const report = built ? await saveReport(built.report, built.csv) : kept
  if (!report) throw new Error('a report is kept or built')
  const csv = built?.csv ?? (await loadReportCsv(report))
  // Sent again later, the mail still tells what the kept CSV holds.
  const told = built ? activity : activity.filter(({ recordedAt }) => recordedAt <= report.createdAt)
  const endedBy = report.endedBy ? await loadMember(account.id, report.endedBy) : undefined
  const { attachments, note } = attach(report.id, csv)
  return {
    to: account.reportEmail,
    mail: reportMail({
      report,
      account,
      expert: { name, email },
      endedBy: endedBy?.name ?? undefined,
      activity: told,
      note,
    }),
    attachments,
  }
}
