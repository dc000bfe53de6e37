import { once } from '../../shared/idempotency.ts'
import { type Import, ImportMembers, viewImport } from '../../shared/imports/model.ts'
import { readFile } from '../../shared/imports/read-file.ts'
import { startImport } from '../../shared/imports/start-import.ts'
import { loadImport } from '../../shared/imports/store.ts'
import { endpoint, inside } from '../endpoint.ts'
import { query } from '../schema.ts'

const readQuery = query(ImportMembers)

export const importMembersEndpoint = endpoint({
  operation: 'importMembers',
  bodyAs: 'csv',
  body: (text) => readFile(text as string),
  query: readQuery,
  handle: async ({ body: rows, query, now, attempt, ...request }) => {
    const { account, actor: by } = inside(request)
    const dryRun = query.dryRun === 'true'
    const started = await once<Import | undefined>(
      // The same file for real is another call.
      attempt && { ...attempt, body: `${dryRun} ${attempt.body}` },
      now,
      (remember) => startImport({ account: account.id, by, dryRun, rows, now, remember }),
      ([id = '']) => loadImport(account.id, id),
    )
    if (!started) throw new Error('an import is kept for longer than the key it was started with')
    const headers = { location: `/api/accounts/${account.id}/members/imports/${started.id}` }
    return { status: 202, body: viewImport(started), headers }
  },
})
