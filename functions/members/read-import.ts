import { viewImport, viewResult } from '../../shared/imports/model.ts'
import { readImport } from '../../shared/imports/read-import.ts'
import { resultsCsv } from '../../shared/imports/results.ts'
import { csvAnswer, wantsCsv } from '../csv.ts'
import { writeCursor } from '../cursor.ts'
import { endpoint, inside, param } from '../endpoint.ts'

export const readImportEndpoint = endpoint({
  operation: 'readImport',
  handle: async (request) => {
    const { page, now } = request
    const asCsv = wantsCsv(request)
    // A file for a spreadsheet is one file, unless a page of it is asked for.
    const asked = asCsv && page.whole ? {} : page
    const { job, results } = await readImport(inside(request).account.id, param(request, 'import'), asked, now)
    const { nextCursor } = writeCursor(results.next, 'readImport')
    const headers: Record<string, string> = nextCursor ? { 'x-next-cursor': nextCursor } : {}
    if (asCsv) return csvAnswer(resultsCsv(results.items), `gatepass-import-${job.id}.csv`, headers)
    const items = results.items.map(viewResult)
    return { status: 200, body: { ...viewImport(job), items, ...(nextCursor && { nextCursor }) } }
  },
})
