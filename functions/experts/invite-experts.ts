import { inviteExperts } from '../../shared/experts/invite-experts.ts'
import { InviteExperts } from '../../shared/experts/model.ts'
import { loadExpert } from '../../shared/experts/store.ts'
import { viewExperts } from '../../shared/experts/view.ts'
import { once } from '../../shared/idempotency.ts'
import { endpoint, inside } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(InviteExperts)

export const inviteExpertsEndpoint = endpoint({
  operation: 'inviteExperts',
  body: readBody,
  handle: async (request) => {
    const { body, now, attempt } = request
    const { account, catalog, policy, access: inviter, actor } = inside(request)
    const experts = await once(
      attempt,
      now,
      (remember) => inviteExperts({ account, catalog, policy, inviter, actor, body, now, remember }),
      (ids) => Promise.all(ids.map((id) => loadExpert(account.id, id))),
    )
    return { status: 201, body: { items: await viewExperts(experts, now) } }
  },
})
