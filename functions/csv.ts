import type { Answer, Exchange } from './endpoint.ts'

export const wantsCsv = ({ accept }: Pick<Exchange, 'accept'>): boolean => /\btext\/csv\b/.test(accept ?? '')

export const csvAnswer = (csv: string, filename: string, headers: Record<string, string> = {}): Answer => ({
  status: 200,
  text: csv,
  headers: {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${filename}"`,
    ...headers,
  },
})
