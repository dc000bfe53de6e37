import { readMe } from '../../shared/members/read-me.ts'
import { endpoint, person } from '../endpoint.ts'

export const readMeEndpoint = endpoint({
  operation: 'readMe',
  handle: async (request) => ({ status: 200, body: await readMe(person(request), request.now) }),
})
