import { serve } from '../http.ts'
import { readPartnerEndpoint } from './read-partner.ts'

export const handler = serve(readPartnerEndpoint)
