import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Answer, api, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { useAccount } from '../../shell/account.tsx'

export type Job = Answer<'readImport'>

const often = 1000

export const readJob = (account: string, job: string, query: { limit: number; cursor?: string }) =>
  must(
    api.GET('/api/accounts/{account}/members/imports/{import}', { params: { path: { account, import: job }, query } }),
  )

/** How far it is, asked for until it is done. */
export function useJob(id: string | null) {
  const { id: account } = useAccount()
  const query = useQuery({
    queryKey: ['accounts', account, 'imports', id],
    queryFn: () => readJob(account, id ?? '', { limit: 1 }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? often : false),
  })
  const isImported = query.data?.state === 'done' && !query.data.dryRun
  useEffect(() => {
    if (isImported) refresh(account)
  }, [isImported, account])
  return query
}
