import type { Instant } from '../../shared/clock.ts'
import { acceptInvitation } from '../../shared/members/accept-invitation.ts'
import { declineInvitation } from '../../shared/members/decline-invitation.ts'
import type { Member } from '../../shared/members/model.ts'
import type { SignedIn } from '../../shared/members/rules.ts'
import { endpoint, param, person } from '../endpoint.ts'

const answer = (
  operation: 'acceptInvitation' | 'declineInvitation',
  act: (token: string, person: SignedIn, now: Instant) => Promise<Member>,
) =>
  endpoint({
    operation,
    handle: async (request) => {
      const { account, id, status } = await act(param(request, 'token'), person(request), request.now)
      return { status: 200, body: { account, member: id, status } }
    },
  })

export const acceptInvitationEndpoint = answer('acceptInvitation', acceptInvitation)
export const declineInvitationEndpoint = answer('declineInvitation', declineInvitation)
