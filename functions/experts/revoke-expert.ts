import { RevokeExpert } from '../../shared/experts/model.ts'
import { revokeExpert } from '../../shared/experts/revoke-expert.ts'
import { viewExpert } from '../../shared/experts/view.ts'
import { endpoint, inside, param } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(RevokeExpert)

export const revokeExpertEndpoint = endpoint({
  operation: 'revokeExpert',
  body: readBody,
  handle: async (request) => {
    const { body, ifVersion, now } = request
    const { account, actor } = inside(request)
    const member = param(request, 'member')
    const expert = await revokeExpert({ account: account.id, member, erase: body.erase, ifVersion, actor, now })
    return { status: 200, body: await viewExpert(expert, now) }
  },
})
