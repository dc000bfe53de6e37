import { loadAccount } from '../../shared/accounts/store.ts'
import { disengagePartner, engagePartner } from '../../shared/partners/engage-partner.ts'
import { listAccountPartners, viewAccountPartner } from '../../shared/partners/list-account-partners.ts'
import { actorOf, endpoint, param, type Request } from '../endpoint.ts'

const asked = (request: Request<unknown, unknown>) => ({
  account: param(request, 'account'),
  partner: param(request, 'partner'),
  ifVersion: request.ifVersion,
  actor: actorOf(request),
  now: request.now,
})

export const engagePartnerEndpoint = endpoint({
  operation: 'engagePartner',
  handle: async (request) => ({
    status: 200,
    body: viewAccountPartner(await engagePartner(asked(request)), 'engaged'),
  }),
})

export const disengagePartnerEndpoint = endpoint({
  operation: 'disengagePartner',
  handle: async (request) => {
    await disengagePartner(asked(request))
    return { status: 204 }
  },
})

export const listAccountPartnersEndpoint = endpoint({
  operation: 'listAccountPartners',
  handle: async (request) => {
    const account = request.inside?.account ?? (await loadAccount(param(request, 'account')))
    return { status: 200, body: { items: await listAccountPartners(account) } }
  },
})
