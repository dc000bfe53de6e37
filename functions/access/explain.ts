import { askedOf, permissionOf, readQuestion } from '../../shared/access/authzen.ts'
import { loadPrincipals, nameOf, personOf } from '../../shared/access/evaluate.ts'
import { explain } from '../../shared/access/explain.ts'
import { endpoint, param } from '../endpoint.ts'

export const explainEndpoint = endpoint({
  operation: 'explain',
  body: readQuestion,
  handle: async (request) => {
    const { body } = request
    const at = body.time ?? request.now
    const person = personOf(body.subject)
    const { policy, principals } = await loadPrincipals(param(request, 'account'), [person], at)
    const access = principals.get(nameOf(person))
    return { status: 200, body: explain(policy, access, permissionOf(body), at, askedOf(policy, body)) }
  },
})
