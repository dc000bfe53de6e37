import { gzipSync } from 'node:zlib'
import type { Activity } from '../activity/model.ts'
import { allActivityOf } from '../activity/store.ts'
import type { Instant } from '../clock.ts'
import type { Attachment } from '../mail.ts'
import type { KeptReport } from './model.ts'
import { type Figures, figuresOf } from './rules.ts'
import { loadReport, loadReportCsv, saveReport, type Unsaved } from './store.ts'

interface Place {
  account: string
  /** Whose activity it tells: a member's, or what was done under a delegation. */
  about: string
  /** Of the audit entry that owes it. */
  id: string
  now: Instant
}

interface Told<Kept> {
  report: Kept
  csv: string
  activity: readonly Activity[]
}

/** Builds and keeps the report of an end, once; tried again, it tells what it kept. */
export async function keepReport<Kept extends KeptReport>(
  { account, about, id, now }: Place,
  build: (figures: Figures) => Unsaved<Kept>,
): Promise<Told<Kept>> {
  const activity = await allActivityOf(account, about)
  const kept = await loadReport<Kept>(account, about, id)
  if (!kept) {
    const { figures, csv } = figuresOf(activity, now)
    return { report: await saveReport<Kept>(about, build(figures), csv), csv, activity }
  }
  // Sent again later, the mail still tells what the kept CSV holds.
  const told = activity.filter(({ recordedAt }) => recordedAt <= kept.createdAt)
  return { report: kept, csv: await loadReportCsv(kept), activity: told }
}

/** SES takes 10 MB with everything encoded, a third more than the bytes. */
const plainUpTo = 4_000_000
const packedUpTo = 6_500_000

/** The CSV as it is, compressed, or left out with a word about it where a mail cannot hold it. */
export function attach(id: string, csv: string): { attachments: Attachment[]; note?: string } {
  const filename = `gatepass-report-${id}.csv`
  const content = Buffer.from(csv)
  if (content.length <= plainUpTo)
    return { attachments: [{ filename, contentType: 'text/csv; charset=utf-8', content }] }
  const packed = gzipSync(content)
  if (packed.length <= packedUpTo)
    return { attachments: [{ filename: `${filename}.gz`, contentType: 'application/gzip', content: packed }] }
  return { attachments: [], note: 'The CSV is too large for a mail: read it through the API, under the number below.' }
}
