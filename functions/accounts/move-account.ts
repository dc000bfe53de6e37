import { MoveAccount, moveAccount } from '../../shared/accounts/move-account.ts'
import { viewAccount } from '../../shared/accounts/view.ts'
import { actorOf, endpoint, param } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(MoveAccount)

export const moveAccountEndpoint = endpoint({
  operation: 'moveAccount',
  body: readBody,
  handle: async (request) => {
    const { body, ifVersion, now } = request
    const account = param(request, 'account')
    const moved = await moveAccount({ account, body, ifVersion, actor: actorOf(request), now })
    return { status: 200, body: viewAccount(moved, now) }
  },
})
