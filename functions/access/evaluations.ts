import { evaluations, readEvaluations } from '../../shared/access/evaluations.ts'
import { now } from '../../shared/clock.ts'
import { endpoint, param } from '../endpoint.ts'

export const evaluationsEndpoint = endpoint({
  operation: 'evaluations',
  body: readEvaluations,
  handle: async (request) => ({ status: 200, body: await evaluations(param(request, 'account'), request.body, now) }),
})
