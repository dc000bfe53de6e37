import { serve } from '../http.ts'
import { readConfigurationEndpoint, readConfigurationInsideEndpoint } from './authzen-configuration.ts'
import { readOpenApiEndpoint } from './read-open-api.ts'

export const handler = serve(readOpenApiEndpoint, readConfigurationEndpoint, readConfigurationInsideEndpoint)
