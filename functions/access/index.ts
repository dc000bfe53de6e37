import { serve } from '../http.ts'
import { evaluateEndpoint } from './evaluate.ts'

export const handler = serve(evaluateEndpoint)
