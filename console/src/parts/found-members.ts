/** Members found as somebody types a name or an address: there may be any number, so the first of them. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, must } from '../api/client.ts'
import { useAccount } from '../shell/account.tsx'

export function useFoundMembers(search: string) {
  const { id: account, can } = useAccount()
  const query = { limit: 20, ...(search && { search }) }
  return useQuery({
    queryKey: ['accounts', account, 'members', 'found', search],
    queryFn: () => must(api.GET('/api/accounts/{account}/members', { params: { path: { account }, query } })),
    enabled: can('member.list'),
    placeholderData: keepPreviousData,
  })
}
