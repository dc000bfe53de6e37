import { auditCsv } from '../../shared/activity/csv.ts'
import { ListAudit } from '../../shared/activity/model.ts'
import { listAudit } from '../../shared/audit/list.ts'
import { endpoint, inside } from '../endpoint.ts'
import { query } from '../schema.ts'
import { pageAnswer } from './page-answer.ts'

const readQuery = query(ListAudit)

export const listAuditEndpoint = endpoint({
  operation: 'listAudit',
  query: readQuery,
  handle: async (request) => {
    const page = await listAudit(inside(request).account.id, request.query, request.page)
    return pageAnswer(request, page, auditCsv)
  },
})
