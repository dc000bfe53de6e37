import { loadPartner } from '../../shared/partners/store.ts'
import { endpoint, param } from '../endpoint.ts'

export const readPartnerEndpoint = endpoint({
  operation: 'readPartner',
  handle: async (request) => ({ status: 200, body: await loadPartner(param(request, 'partner')) }),
})
