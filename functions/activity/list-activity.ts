import { activityCsv } from '../../shared/activity/csv.ts'
import { listActivity } from '../../shared/activity/list.ts'
import { ListActivity } from '../../shared/activity/model.ts'
import { endpoint, inside } from '../endpoint.ts'
import { query } from '../schema.ts'
import { pageAnswer } from './page-answer.ts'

const readQuery = query(ListActivity)

export const listActivityEndpoint = endpoint({
  operation: 'listActivity',
  query: readQuery,
  handle: async (request) => {
    const page = await listActivity(inside(request).account.id, request.query, request.page)
    return pageAnswer(request, page, activityCsv)
  },
})
