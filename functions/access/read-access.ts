import { effectiveAccess } from '../../shared/access/effective.ts'
import { loadPrincipals, nameOf } from '../../shared/access/evaluate.ts'
import { catalogFor } from '../../shared/accounts/policy.ts'
import { Refusal } from '../../shared/errors.ts'
import { isId } from '../../shared/ids.ts'
import { endpoint, param } from '../endpoint.ts'

const unknown = () => new Refusal('member_unknown', 'There is no such member in this account')

export const readAccessEndpoint = endpoint({
  operation: 'readAccess',
  handle: async (request) => {
    if (!isId(param(request, 'member'))) throw unknown()
    const subject = { type: 'member' as const, id: param(request, 'member') }
    const { account, policy, principals } = await loadPrincipals(param(request, 'account'), [subject], request.now)
    const access = principals.get(nameOf(subject))
    if (!access) throw unknown()
    return { status: 200, body: effectiveAccess(policy, await catalogFor(account), access, request.now) }
  },
})
