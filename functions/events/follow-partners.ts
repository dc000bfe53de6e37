import { now } from '../../shared/clock.ts'
import { endDelegationsOf } from '../../shared/delegations/end-delegations-of.ts'
import { tellAccounts } from '../../shared/organizations/tell-accounts.ts'
import { settler } from './stream.ts'

/** Lets accounts hear of what became of a partner: their organization went elsewhere, an agent who acted there is gone. */
export const handler = settler(
  (consequence) => consequence === 'tell-accounts' || consequence === 'end-delegations',
  async ({ entry }, consequence) => {
    await (consequence === 'tell-accounts' ? tellAccounts(entry) : endDelegationsOf(entry, now()))
    return { outcome: 'done' }
  },
)
