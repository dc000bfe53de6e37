import { Refusal } from '../../shared/errors.ts'
import { once } from '../../shared/idempotency.ts'
import { createExpressAccount } from '../../shared/organizations/create-express-account.ts'
import { CreateExpressAccount, ListPartnerAccounts } from '../../shared/organizations/model.ts'
import { listPartnerAccounts, viewTheirs } from '../../shared/partners/list-partner-accounts.ts'
import { readTheirs } from '../../shared/partners/read-theirs.ts'
import { writeCursor } from '../cursor.ts'
import { endpoint, param, staffOf } from '../endpoint.ts'
import { body, query } from '../schema.ts'

const readQuery = query(ListPartnerAccounts)
const readBody = body(CreateExpressAccount)

export const listPartnerAccountsEndpoint = endpoint({
  operation: 'listPartnerAccounts',
  query: readQuery,
  handle: async (request) => {
    const { query, page } = request
    const { items, next } = await listPartnerAccounts({ partner: staffOf(request).partner.id, query, page })
    return {
      status: 200,
      body: { items: items.map((one) => viewTheirs(one, request.now)), ...writeCursor(next, 'listPartnerAccounts') },
    }
  },
})

/** What an earlier call made, as long as it is theirs. */
async function madeEarlier(partner: string, id: string) {
  const [made] = await readTheirs(partner, [id])
  if (!made) throw new Refusal('organization_unknown', 'There is no such organization')
  return made
}

export const createExpressAccountEndpoint = endpoint({
  operation: 'createExpressAccount',
  body: readBody,
  handle: async (request) => {
    const { body, now, attempt } = request
    const { partner, actor } = staffOf(request)
    const organization = param(request, 'organization')
    const made = await once(
      attempt,
      now,
      (remember) => createExpressAccount({ organization, body, partner, actor, now, remember }),
      ([id = '']) => madeEarlier(partner.id, id),
    )
    return {
      status: 201,
      body: viewTheirs(made, request.now),
      headers: { location: `/api/accounts/${made.account.id}` },
    }
  },
})
