import { loadExpert } from '../../shared/experts/store.ts'
import { reportsOf } from '../../shared/reports/store.ts'
import { writeCursor } from '../cursor.ts'
import { endpoint, inside, param } from '../endpoint.ts'

export const listReportsEndpoint = endpoint({
  operation: 'listReports',
  handle: async (request) => {
    const { id } = inside(request).account
    const expert = await loadExpert(id, param(request, 'member'))
    const { items, next } = await reportsOf(id, expert.id, request.page)
    return {
      status: 200,
      body: { items: items.map(({ parts: _, ...report }) => report), ...writeCursor(next, 'listReports') },
    }
  },
})
