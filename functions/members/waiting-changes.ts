/** What agents of partners asked for and the owner may still withdraw. */
import { listChanges } from '../../shared/waiting-changes/list-changes.ts'
import { viewWaitingChange } from '../../shared/waiting-changes/model.ts'
import { withdrawChange } from '../../shared/waiting-changes/withdraw-change.ts'
import { writeCursor } from '../cursor.ts'
import { endpoint, inside, param } from '../endpoint.ts'

export const listWaitingChangesEndpoint = endpoint({
  operation: 'listWaitingChanges',
  handle: async (request) => {
    const { account, access } = inside(request)
    const { items, next } = await listChanges(account.id, access, request.page)
    return {
      status: 200,
      body: { items: items.map(viewWaitingChange), ...writeCursor(next, 'listWaitingChanges') },
    }
  },
})

export const withdrawWaitingChangeEndpoint = endpoint({
  operation: 'withdrawWaitingChange',
  handle: async (request) => {
    const { account, access: by, actor } = inside(request)
    const { ifVersion, now } = request
    await withdrawChange({ account: account.id, change: param(request, 'change'), by, actor, ifVersion, now })
    return { status: 204 }
  },
})
