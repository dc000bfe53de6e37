import { serve } from '../http.ts'
import { disengagePartnerEndpoint, engagePartnerEndpoint, listAccountPartnersEndpoint } from './account-partners.ts'
import { putAccountUnderEndpoint, takeAccountOutEndpoint } from './organization-accounts.ts'
import {
  createOrganizationEndpoint,
  listPartnerOrganizationsEndpoint,
  readOrganizationEndpoint,
  updateOrganizationEndpoint,
} from './organizations.ts'
import { createExpressAccountEndpoint, listPartnerAccountsEndpoint } from './partner-accounts.ts'
import { readPartnerEndpoint } from './read-partner.ts'

export const handler = serve(
  readPartnerEndpoint,
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
)
