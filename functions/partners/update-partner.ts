import { UpdatePartner } from '../../shared/partners/requests.ts'
import { updatePartner } from '../../shared/partners/update-partner.ts'
import { actorOf, endpoint, param } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(UpdatePartner)

export const updatePartnerEndpoint = endpoint({
  operation: 'updatePartner',
  body: readBody,
  handle: async (request) => {
    const { body, ifVersion, now } = request
    const partner = param(request, 'partner')
    return { status: 200, body: await updatePartner({ partner, body, ifVersion, actor: actorOf(request), now }) }
  },
})
