import { gzipSync } from 'node:zlib'
import type { Answer, Exchange } from './endpoint.ts'

export const wantsCsv = ({ accept }: Pick<Exchange, 'accept'>): boolean => /\btext\/csv\b/.test(accept ?? '')

/** A Lambda function's answer holds 6 MB; CSV compressed to a tenth or less. */
const plainUpTo = 4_000_000

export function csvAnswer(csv: string, filename: string, headers: Record<string, string> = {}): Answer {
  const common = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${filename}"`,
    ...headers,
  }
  if (Buffer.byteLength(csv) <= plainUpTo) return { status: 200, text: csv, headers: common }
  return { status: 200, bytes: gzipSync(csv), headers: { ...common, 'content-encoding': 'gzip' } }
}
