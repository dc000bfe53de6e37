import { serve } from '../http.ts'
import { readOpenApiEndpoint } from './read-open-api.ts'

export const handler = serve(readOpenApiEndpoint)
