import { ownMembership } from '../../shared/members/own-membership.ts'
import { leaveAccount } from '../../shared/members/remove-member.ts'
import { endpoint, param, person } from '../endpoint.ts'

export const leaveAccountEndpoint = endpoint({
  operation: 'leaveAccount',
  handle: async (request) => {
    const { ifVersion, now } = request
    const own = await ownMembership(param(request, 'account'), person(request).subject)
    const member = own.authority.by.member
    await leaveAccount({ ...own, member, ifVersion, actor: { type: 'member', id: member }, now })
    return { status: 204 }
  },
})
