import { createAgreement } from '../../shared/agreements/create-agreement.ts'
import { CreateAgreement, viewAgreement } from '../../shared/agreements/model.ts'
import { agreementsPage, loadAgreement } from '../../shared/agreements/store.ts'
import { once } from '../../shared/idempotency.ts'
import { writeCursor } from '../cursor.ts'
import { actorOf, endpoint, inside, param } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(CreateAgreement)

export const createAgreementEndpoint = endpoint({
  operation: 'createAgreement',
  body: readBody,
  handle: async (request) => {
    const { body, now, attempt } = request
    const account = param(request, 'account')
    const agreement = await once(
      attempt,
      now,
      (remember) => createAgreement({ account, body, actor: actorOf(request), now, remember }),
      ([id = '']) => loadAgreement(account, id),
    )
    return { status: 201, body: viewAgreement(agreement) }
  },
})

export const listAgreementsEndpoint = endpoint({
  operation: 'listAgreements',
  handle: async (request) => {
    const { items, next } = await agreementsPage(inside(request).account.id, request.page)
    return { status: 200, body: { items: items.map(viewAgreement), ...writeCursor(next, 'listAgreements') } }
  },
})
