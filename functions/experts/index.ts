import { serve } from '../http.ts'
import { eraseExpertEndpoint } from './erase-expert.ts'
import { inviteExpertsEndpoint } from './invite-experts.ts'
import { listExpertsEndpoint } from './list-experts.ts'
import { listReportsEndpoint } from './list-reports.ts'
import { readExpertEndpoint } from './read-expert.ts'
import { readReportEndpoint } from './read-report.ts'
import { resendInvitationEndpoint } from './resend-invitation.ts'
import { revokeExpertEndpoint } from './revoke-expert.ts'
import { updateExpertEndpoint } from './update-expert.ts'

export const handler = serve(
  inviteExpertsEndpoint,
  listExpertsEndpoint,
  readExpertEndpoint,
  updateExpertEndpoint,
  revokeExpertEndpoint,
  resendInvitationEndpoint,
  eraseExpertEndpoint,
  listReportsEndpoint,
  readReportEndpoint,
)
