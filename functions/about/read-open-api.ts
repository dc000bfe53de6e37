import document from '../../docs/openapi.json' with { type: 'json' }
import { endpoint } from '../endpoint.ts'

export const readOpenApiEndpoint = endpoint({
  operation: 'readOpenApi',
  handle: async () => ({ status: 200, body: document, headers: { 'cache-control': 'public, max-age=300' } }),
})
