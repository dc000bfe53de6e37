import { serve } from '../http.ts'
import { disengagePartnerEndpoint, engagePartnerEndpoint, listAccountPartnersEndpoint } from './account-partners.ts'
import { inviteAgentsEndpoint, listAgentsEndpoint } from './agents.ts'
import {
  activateAgentEndpoint,
  deactivateAgentEndpoint,
  removeAgentEndpoint,
  resendAgentEndpoint,
  updateAgentEndpoint,
} from './change-agent.ts'
import {
  endDelegationEndpoint,
  listDelegationsEndpoint,
  listOwnDelegationsEndpoint,
  readDelegationEndpoint,
  startDelegationEndpoint,
} from './delegations.ts'
import { listPartnersEndpoint } from './list-partners.ts'
import { putAccountUnderEndpoint, takeAccountOutEndpoint } from './organization-accounts.ts'
import {
  createOrganizationEndpoint,
  listPartnerOrganizationsEndpoint,
  readOrganizationEndpoint,
  updateOrganizationEndpoint,
} from './organizations.ts'
import { createExpressAccountEndpoint, listPartnerAccountsEndpoint } from './partner-accounts.ts'
import { readDelegationReportEndpoint } from './read-delegation-report.ts'
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
  createOrganizationEndpoint,
  readOrganizationEndpoint,
  updateOrganizationEndpoint,
  putAccountUnderEndpoint,
  takeAccountOutEndpoint,
  engagePartnerEndpoint,
  disengagePartnerEndpoint,
  listAccountPartnersEndpoint,
  listPartnerAccountsEndpoint,
  listPartnerOrganizationsEndpoint,
  createExpressAccountEndpoint,
  startDelegationEndpoint,
  listOwnDelegationsEndpoint,
  listDelegationsEndpoint,
  readDelegationEndpoint,
  endDelegationEndpoint,
  readDelegationReportEndpoint,
)
