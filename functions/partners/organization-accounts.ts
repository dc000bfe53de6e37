import { viewAccount } from '../../shared/accounts/view.ts'
import { putAccountUnder, takeAccountOut } from '../../shared/organizations/put-account-under.ts'
import { actorOf, endpoint, param, type Request } from '../endpoint.ts'

const asked = (request: Request<unknown, unknown>) => ({
  organization: param(request, 'organization'),
  account: param(request, 'account'),
  ifVersion: request.ifVersion,
  actor: actorOf(request),
  now: request.now,
})

export const putAccountUnderEndpoint = endpoint({
  operation: 'putAccountUnder',
  handle: async (request) => ({ status: 200, body: viewAccount(await putAccountUnder(asked(request)), request.now) }),
})

export const takeAccountOutEndpoint = endpoint({
  operation: 'takeAccountOut',
  handle: async (request) => {
    await takeAccountOut(asked(request))
    return { status: 204 }
  },
})
