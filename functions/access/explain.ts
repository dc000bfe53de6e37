import { askedOf, permissionOf, readEvaluation } from '../../shared/access/authzen.ts'
import { loadPrincipals, nameOf, personOf } from '../../shared/access/evaluate.ts'
import { explain } from '../../shared/access/explain.ts'
import { endpoint, param } from '../endpoint.ts'

export const explainEndpoint = endpoint({
  operation: 'explain',
  body: readEvaluation,
  handle: async (request) => {
    const { body, now } = request
    const person = personOf(body.subject)
    const { policy, principals } = await loadPrincipals(param(request, 'account'), [person], now)
    const access = principals.get(nameOf(person))
    return { status: 200, body: explain(policy, access, permissionOf(body), now, askedOf(policy, body)) }
  },
})
