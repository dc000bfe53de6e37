import { resendInvitation } from '../../shared/experts/resend-invitation.ts'
import { viewExpert } from '../../shared/experts/view.ts'
import { endpoint, inside, param } from '../endpoint.ts'

export const resendInvitationEndpoint = endpoint({
  operation: 'resendInvitation',
  handle: async (request) => {
    const { ifVersion, now } = request
    const { account, catalog, actor } = inside(request)
    const member = param(request, 'member')
    const expert = await resendInvitation({ account: account.id, catalog, member, ifVersion, actor, now })
    return { status: 200, body: await viewExpert(expert, now) }
  },
})
