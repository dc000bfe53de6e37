import type { Instant } from '../../shared/clock.ts'
import { acceptInvitation } from '../../shared/members/accept-invitation.ts'
import { declineInvitation } from '../../shared/members/decline-invitation.ts'
import type { Member } from '../../shared/members/model.ts'
import type { SignedIn } from '../../shared/members/rules.ts'
import { acceptAsAgent, declineAsAgent } from '../../shared/partners/agents/answer-invitation.ts'
import { invitesAgent } from '../../shared/partners/agents/read-invitation.ts'
import type { Agent } from '../../shared/partners/model.ts'
import { endpoint, param, person } from '../endpoint.ts'

type Act<Invited> = (token: string, person: SignedIn, now: Instant) => Promise<Invited>

/** Into an account or to the staff of a partner: the link says which. */
const answer = (operation: 'acceptInvitation' | 'declineInvitation', asMember: Act<Member>, asAgent: Act<Agent>) =>
  endpoint({
    operation,
    handle: async (request) => {
      const [token, who] = [param(request, 'token'), person(request)]
      if (await invitesAgent(token)) {
        const { partner, id: agent, status } = await asAgent(token, who, request.now)
        return { status: 200, body: { partner, agent, status } }
      }
      const { account, id: member, status } = await asMember(token, who, request.now)
      return { status: 200, body: { account, member, status } }
    },
  })

export const acceptInvitationEndpoint = answer('acceptInvitation', acceptInvitation, acceptAsAgent)
export const declineInvitationEndpoint = answer('declineInvitation', declineInvitation, declineAsAgent)
