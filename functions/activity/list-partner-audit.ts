import { auditCsv } from '../../shared/activity/csv.ts'
import { ListAudit } from '../../shared/activity/model.ts'
import { listAudit } from '../../shared/audit/list.ts'
import { endpoint } from '../endpoint.ts'
import { partnerOf } from '../partners/partner-of.ts'
import { query } from '../schema.ts'
import { pageAnswer } from './page-answer.ts'

const readQuery = query(ListAudit)

/** Of a partner itself; what its agents do in accounts stands in the audit of each account. */
export const listPartnerAuditEndpoint = endpoint({
  operation: 'listPartnerAudit',
  query: readQuery,
  handle: async (request) => {
    const page = await listAudit((await partnerOf(request)).id, request.query, request.page)
    return pageAnswer(request, page, auditCsv)
  },
})
