import { readInvitation } from '../../shared/members/read-invitation.ts'
import { invitesAgent, readAgentInvitation } from '../../shared/partners/agents/read-invitation.ts'
import { endpoint, param } from '../endpoint.ts'

export const readInvitationEndpoint = endpoint({
  operation: 'readInvitation',
  handle: async (request) => {
    const token = param(request, 'token')
    const read = (await invitesAgent(token)) ? readAgentInvitation : readInvitation
    return { status: 200, body: await read(token, request.now) }
  },
})
