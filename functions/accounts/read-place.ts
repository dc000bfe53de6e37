import { readPlace } from '../../shared/accounts/read-place.ts'
import { endpoint, inside } from '../endpoint.ts'

export const readPlaceEndpoint = endpoint({
  operation: 'readPlace',
  handle: async (request) => ({ status: 200, body: await readPlace(inside(request), request.now) }),
})
