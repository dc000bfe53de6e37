/** What agents of partners asked for and the owner may still withdraw; or the platform, where no owner can. */
import { listChanges } from '../../shared/waiting-changes/list-changes.ts'
import { viewWaitingChange } from '../../shared/waiting-changes/model.ts'
import { withdrawChange } from '../../shared/waiting-changes/withdraw-change.ts'
import { writeCursor } from '../cursor.ts'
import { actorOf, endpoint, param } from '../endpoint.ts'
import { authorityOf } from './authority-of.ts'

export const listWaitingChangesEndpoint = endpoint({
  operation: 'listWaitingChanges',
  handle: async (request) => {
    const { account, authority } = await authorityOf(request)
    const { items, next } = await listChanges(account.id, authority.by, request.page)
    return {
      status: 200,
      body: { items: items.map(viewWaitingChange), ...writeCursor(next, 'listWaitingChanges') },
    }
  },
})

export const withdrawWaitingChangeEndpoint = endpoint({
  operation: 'withdrawWaitingChange',
  handle: async (request) => {
    const { account, authority } = await authorityOf(request)
    const { ifVersion, now } = request
    const change = param(request, 'change')
    await withdrawChange({ account: account.id, change, by: authority.by, actor: actorOf(request), ifVersion, now })
    return { status: 204 }
  },
})
