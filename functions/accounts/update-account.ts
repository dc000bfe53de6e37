import { UpdateAccount } from '../../shared/accounts/model.ts'
import { updateAccount } from '../../shared/accounts/update-account.ts'
import { viewAccount } from '../../shared/accounts/view.ts'
import { actorOf, endpoint, param } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(UpdateAccount)

export const updateAccountEndpoint = endpoint({
  operation: 'updateAccount',
  body: readBody,
  handle: async (request) => {
    const { body, ifVersion, now } = request
    const account = param(request, 'account')
    const by = request.inside?.access
    const updated = await updateAccount({ account, body, by, ifVersion, actor: actorOf(request), now })
    return { status: 200, body: viewAccount(updated, now, by) }
  },
})
