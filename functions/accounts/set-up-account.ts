import { SetUp } from '../../shared/accounts/set-up/model.ts'
import { readSetUp } from '../../shared/accounts/set-up/read-file.ts'
import { setUpAccount } from '../../shared/accounts/set-up/set-up-account.ts'
import { viewAccount } from '../../shared/accounts/view.ts'
import { endpoint, inside } from '../endpoint.ts'
import { query } from '../schema.ts'

const readQuery = query(SetUp)

export const setUpAccountEndpoint = endpoint({
  operation: 'setUpAccount',
  bodyAs: 'csv',
  body: (text) => readSetUp(text as string),
  query: readQuery,
  handle: async (request) => {
    const { body: rows, query, ifVersion, now } = request
    const { account, access: by, actor } = inside(request)
    const dryRun = query.dryRun === 'true'
    const done = await setUpAccount({ account: account.id, rows, by, dryRun, ifVersion, actor, now })
    return { status: 200, body: { ...done, account: viewAccount(done.account, now, by) } }
  },
})
