import { membersCsv } from '../../shared/members/csv.ts'
import { listMembers } from '../../shared/members/find/list-members.ts'
import { ListMembers } from '../../shared/members/find/model.ts'
import { viewMembers } from '../../shared/members/view.ts'
import { listAnswer } from '../activity/page-answer.ts'
import { endpoint, inside } from '../endpoint.ts'
import { query } from '../schema.ts'

const readQuery = query(ListMembers)

export const listMembersEndpoint = endpoint({
  operation: 'listMembers',
  query: readQuery,
  mostAsCsv: 1000,
  handle: async (request) => {
    const { query, page, now } = request
    const { account, catalog, policy } = inside(request)
    const { items, ...next } = await listMembers({ account: account.id, catalog, query, page, now })
    return listAnswer(request, { items: await viewMembers(items, policy, now), ...next }, membersCsv)
  },
})
