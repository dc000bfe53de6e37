import { readEvaluation } from '../../shared/access/authzen.ts'
import { evaluate } from '../../shared/access/evaluate.ts'
import { now } from '../../shared/clock.ts'
import { endpoint, param } from '../endpoint.ts'

export const evaluateEndpoint = endpoint({
  operation: 'evaluate',
  body: readEvaluation,
  handle: async (request) => ({ status: 200, body: await evaluate(param(request, 'account'), request.body, now) }),
})
