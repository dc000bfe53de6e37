import { useQuery } from '@tanstack/react-query'
import { api, must } from '../api/client.ts'
import { useAccount } from '../shell/account.tsx'

/** An account has 200 at most: a few pages. */
async function readNames(account: string): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  let cursor: string | undefined
  do {
    const query = { limit: 100, ...(cursor && { cursor }) }
    const page = await must(api.GET('/api/accounts/{account}/agreements', { params: { path: { account }, query } }))
    for (const { id, name } of page.items) names.set(id, name)
    cursor = page.nextCursor
  } while (cursor)
  return names
}

/** By id; none for who may not see agreements. */
export function useAgreementNames(): ReadonlyMap<string, string> {
  const { id: account, can } = useAccount()
  const { data } = useQuery({
    queryKey: ['accounts', account, 'agreements', 'names'],
    queryFn: () => readNames(account),
    enabled: can('agreement.list'),
  })
  return data ?? new Map()
}
