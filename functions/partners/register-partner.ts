import { once } from '../../shared/idempotency.ts'
import { registerPartner } from '../../shared/partners/register-partner.ts'
import { RegisterPartner } from '../../shared/partners/requests.ts'
import { loadPartner } from '../../shared/partners/store.ts'
import { actorOf, endpoint } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(RegisterPartner)

export const registerPartnerEndpoint = endpoint({
  operation: 'registerPartner',
  body: readBody,
  handle: async (request) => {
    const { body, now, attempt } = request
    const actor = actorOf(request)
    const partner = await once(
      attempt,
      now,
      (remember) => registerPartner({ body, actor, now, remember }),
      ([id = '']) => loadPartner(id),
    )
    return { status: 201, body: partner, headers: { location: `/api/partners/${partner.id}` } }
  },
})
