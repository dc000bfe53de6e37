import { tellAccounts } from '../../shared/organizations/tell-accounts.ts'
import { settler } from './stream.ts'

/** Lets the accounts of an organization hear that it went to another reseller. */
export const handler = settler(
  (consequence) => consequence === 'tell-accounts',
  async ({ entry }) => {
    await tellAccounts(entry)
    return { outcome: 'done' }
  },
)
