import { askedOf, permissionOf, readEvaluation } from '../../shared/access/authzen.ts'
import { loadPrincipals } from '../../shared/access/evaluate.ts'
import { explain } from '../../shared/access/explain.ts'
import { endpoint, param } from '../endpoint.ts'

export const explainEndpoint = endpoint({
  operation: 'explain',
  body: readEvaluation,
  handle: async (request) => {
    const { body, now } = request
    const { policy, principals } = await loadPrincipals(param(request, 'account'), [body.subject])
    const access = principals.get(`${body.subject.type}/${body.subject.id}`)
    return { status: 200, body: explain(policy, access, permissionOf(body), now, askedOf(policy, body)) }
  },
})
