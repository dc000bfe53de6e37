import { listExperts } from '../../shared/experts/list-experts.ts'
import { ListExperts } from '../../shared/experts/model.ts'
import { writeCursor } from '../cursor.ts'
import { endpoint, inside } from '../endpoint.ts'
import { query } from '../schema.ts'

const readQuery = query(ListExperts)

export const listExpertsEndpoint = endpoint({
  operation: 'listExperts',
  query: readQuery,
  handle: async (request) => {
    const { items, next } = await listExperts(inside(request).account.id, request.query, request.page, request.now)
    return { status: 200, body: { items, ...writeCursor(next, 'listExperts') } }
  },
})
