import { serve } from '../http.ts'
import {
  endDelegationEndpoint,
  listDelegationsEndpoint,
  readDelegationEndpoint,
  startDelegationEndpoint,
} from './delegations.ts'
import { readDelegationReportEndpoint } from './read-delegation-report.ts'
import { readPartnerEndpoint } from './read-partner.ts'

export const handler = serve(
  readPartnerEndpoint,
  startDelegationEndpoint,
  listDelegationsEndpoint,
  readDelegationEndpoint,
  endDelegationEndpoint,
  readDelegationReportEndpoint,
)
