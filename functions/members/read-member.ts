import { Refusal } from '../../shared/errors.ts'
import { isId } from '../../shared/ids.ts'
import { loadMember } from '../../shared/members/store.ts'
import { viewMember } from '../../shared/members/view.ts'
import { endpoint, inside, param } from '../endpoint.ts'

export const readMemberEndpoint = endpoint({
  operation: 'readMember',
  handle: async (request) => {
    const id = param(request, 'member')
    const { account, policy } = inside(request)
    const member = isId(id) ? await loadMember(account.id, id) : undefined
    if (!member) throw new Refusal('member_unknown', 'There is no such member in this account')
    return { status: 200, body: await viewMember(member, policy, request.now) }
  },
})
