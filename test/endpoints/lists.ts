/** Lists as their readers see them: page after page, or as a file. */
import { expect } from 'vitest'
import type { Answer } from '../given.ts'

/** Every page of a list, asked for one after the other; each is a query's part such as `&cursor=...`. */
export async function everyPage(ask: (cursor: string) => Promise<Answer>): Promise<Answer['body'][][]> {
  const pages: Answer['body'][][] = []
  let cursor = ''
  do {
    const { status, body } = await ask(cursor)
    expect(status).toBe(200)
    pages.push(body.items)
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
  } while (cursor && pages.length < 50)
  expect(cursor).toBe('')
  return pages
}

/** The cells of a CSV file (RFC 4180). */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '' && rows.at(-1)?.length === 0) break
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 0)
}
