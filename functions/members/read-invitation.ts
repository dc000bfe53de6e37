import { readInvitation } from '../../shared/members/read-invitation.ts'
import { endpoint, param } from '../endpoint.ts'

export const readInvitationEndpoint = endpoint({
  operation: 'readInvitation',
  handle: async (request) => ({ status: 200, body: await readInvitation(param(request, 'token'), request.now) }),
})
