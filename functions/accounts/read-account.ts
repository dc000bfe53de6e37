import { loadAccount } from '../../shared/accounts/store.ts'
import { endpoint, param } from '../endpoint.ts'

export const readAccountEndpoint = endpoint({
  operation: 'readAccount',
  handle: async (request) => ({
    status: 200,
    body: request.inside?.account ?? (await loadAccount(param(request, 'account'))),
  }),
})
