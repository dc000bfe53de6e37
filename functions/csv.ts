import { gzipSync } from 'node:zlib'
import type { Answer, Exchange } from './endpoint.ts'

export const wantsCsv = ({ accept }: Pick<Exchange, 'accept'>): boolean => /\btext\/csv\b/.test(accept ?? '')

/** A Lambda function's answer holds 6 MB; lists compressed to a tenth or less. */
const plainUpTo = 4_000_000

/** However long the text is. */
export function textAnswer(text: string, headers: Record<string, string>): Answer {
  if (Buffer.byteLength(text) <= plainUpTo) return { status: 200, text, headers }
  return { status: 200, bytes: gzipSync(text), headers: { ...headers, 'content-encoding': 'gzip' } }
}

export const csvAnswer = (csv: string, filename: string, headers: Record<string, string> = {}): Answer =>
  textAnswer(csv, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${filename}"`,
    ...headers,
  })
