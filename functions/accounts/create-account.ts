import { createAccount } from '../../shared/accounts/create-account.ts'
import { CreateAccount } from '../../shared/accounts/model.ts'
import { loadAccount } from '../../shared/accounts/store.ts'
import { viewAccount } from '../../shared/accounts/view.ts'
import { once } from '../../shared/idempotency.ts'
import { actorOf, endpoint } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(CreateAccount)

export const createAccountEndpoint = endpoint({
  operation: 'createAccount',
  body: readBody,
  handle: async (request) => {
    const { body, now, attempt } = request
    const actor = actorOf(request)
    const account = await once(
      attempt,
      now,
      (remember) => createAccount({ body, actor, now, remember }),
      ([id = '']) => loadAccount(id),
    )
    return { status: 201, body: viewAccount(account, now), headers: { location: `/api/accounts/${account.id}` } }
  },
})
