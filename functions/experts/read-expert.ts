import { loadExpert } from '../../shared/experts/store.ts'
import { viewExpert } from '../../shared/experts/view.ts'
import { endpoint, inside, param } from '../endpoint.ts'

export const readExpertEndpoint = endpoint({
  operation: 'readExpert',
  handle: async (request) => {
    const expert = await loadExpert(inside(request).account.id, param(request, 'member'))
    return { status: 200, body: await viewExpert(expert, request.now) }
  },
})
