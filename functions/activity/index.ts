import { serve } from '../http.ts'
import { listActivityEndpoint } from './list-activity.ts'
import { listAuditEndpoint } from './list-audit.ts'
import { listPartnerAuditEndpoint } from './list-partner-audit.ts'
import { recordActivityEndpoint } from './record-activity.ts'

export const handler = serve(recordActivityEndpoint, listActivityEndpoint, listAuditEndpoint, listPartnerAuditEndpoint)
