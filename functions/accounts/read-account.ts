import { loadAccount } from '../../shared/accounts/store.ts'
import { viewAccount } from '../../shared/accounts/view.ts'
import { endpoint, param } from '../endpoint.ts'

export const readAccountEndpoint = endpoint({
  operation: 'readAccount',
  handle: async (request) => {
    const account = request.inside?.account ?? (await loadAccount(param(request, 'account')))
    return { status: 200, body: viewAccount(account, request.now, request.inside?.access) }
  },
})
