import { endDelegation } from '../../shared/delegations/end-delegation.ts'
import { listDelegations } from '../../shared/delegations/list-delegations.ts'
import { ListDelegations, StartDelegation } from '../../shared/delegations/model.ts'
import { isSeenBy, statusAt } from '../../shared/delegations/rules.ts'
import { startDelegation } from '../../shared/delegations/start-delegation.ts'
import { delegationUnknown, loadDelegation, openDelegationsOf } from '../../shared/delegations/store.ts'
import { viewDelegation, viewDelegations } from '../../shared/delegations/view.ts'
import { once } from '../../shared/idempotency.ts'
import { writeCursor } from '../cursor.ts'
import { actorOf, endpoint, inside, param, person, staffOf } from '../endpoint.ts'
import { body, query } from '../schema.ts'

const readBody = body(StartDelegation)
const readQuery = query(ListDelegations)

export const startDelegationEndpoint = endpoint({
  operation: 'startDelegation',
  body: readBody,
  handle: async (request) => {
    const { body, now, attempt } = request
    const { account, catalog, access, actor } = inside(request)
    const { subject } = person(request)
    const delegation = await once(
      attempt,
      now,
      (remember) =>
        startDelegation({ account: account.id, catalog, access, person: subject, actor, body, now, remember }),
      ([id = '']) => loadDelegation(account.id, id),
    )
    return { status: 201, body: await viewDelegation(delegation, now) }
  },
})

export const listDelegationsEndpoint = endpoint({
  operation: 'listDelegations',
  query: readQuery,
  handle: async (request) => {
    const { account, access: viewer } = inside(request)
    const { query, page, now } = request
    const { items, next } = await listDelegations({ ...query, account: account.id, viewer, page, now })
    return { status: 200, body: { items, ...writeCursor(next, 'listDelegations') } }
  },
})

export const listOwnDelegationsEndpoint = endpoint({
  operation: 'listOwnDelegations',
  handle: async (request) => {
    const { page, now } = request
    const { items, next } = await openDelegationsOf(staffOf(request).agent.agent, page)
    const open = items.filter((one) => statusAt(one, now) === 'active')
    return {
      status: 200,
      body: { items: await viewDelegations(open, now), ...writeCursor(next, 'listOwnDelegations') },
    }
  },
})

export const readDelegationEndpoint = endpoint({
  operation: 'readDelegation',
  handle: async (request) => {
    const { account, access } = inside(request)
    const found = await loadDelegation(account.id, param(request, 'delegation'))
    if (!isSeenBy(found, access)) throw delegationUnknown()
    return { status: 200, body: await viewDelegation(found, request.now) }
  },
})

export const endDelegationEndpoint = endpoint({
  operation: 'endDelegation',
  handle: async (request) => {
    const { ifVersion, now } = request
    const [account, delegation] = [param(request, 'account'), param(request, 'delegation')]
    const by = request.inside?.access
    const ended = await endDelegation({ account, delegation, by, actor: actorOf(request), ifVersion, now })
    return { status: 200, body: await viewDelegation(ended, now) }
  },
})
