import { eraseExpert } from '../../shared/experts/erase-expert.ts'
import { endpoint, inside, param } from '../endpoint.ts'

export const eraseExpertEndpoint = endpoint({
  operation: 'eraseExpert',
  handle: async (request) => {
    const { ifVersion, now } = request
    const { account, actor } = inside(request)
    await eraseExpert({ account: account.id, member: param(request, 'member'), ifVersion, actor, now })
    return { status: 204 }
  },
})
