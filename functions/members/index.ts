import { serve } from '../http.ts'
import { acceptInvitationEndpoint, declineInvitationEndpoint } from './answer-invitation.ts'
import { readInvitationEndpoint } from './read-invitation.ts'
import { readMeEndpoint } from './read-me.ts'

export const handler = serve(
  readMeEndpoint,
  readInvitationEndpoint,
  acceptInvitationEndpoint,
  declineInvitationEndpoint,
)
