import { serve } from '../http.ts'
import { inviteAgentsEndpoint, listAgentsEndpoint } from './agents.ts'
import {
  activateAgentEndpoint,
  deactivateAgentEndpoint,
  removeAgentEndpoint,
  resendAgentEndpoint,
  updateAgentEndpoint,
} from './change-agent.ts'
import { listPartnersEndpoint } from './list-partners.ts'
import { readPartnerEndpoint } from './read-partner.ts'
import { registerPartnerEndpoint } from './register-partner.ts'
import { updatePartnerEndpoint } from './update-partner.ts'

export const handler = serve(
  registerPartnerEndpoint,
  listPartnersEndpoint,
  readPartnerEndpoint,
  updatePartnerEndpoint,
  inviteAgentsEndpoint,
  listAgentsEndpoint,
  updateAgentEndpoint,
  removeAgentEndpoint,
  resendAgentEndpoint,
  activateAgentEndpoint,
  deactivateAgentEndpoint,
)
