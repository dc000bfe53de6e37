/** What whoever shows a trail reads beside it: who acts under a delegation, and what partners are called. */
import { useQuery } from '@tanstack/react-query'
import { api, must } from '../api/client.ts'
import { useAccount } from '../shell/account.tsx'

const seldom = { staleTime: 5 * 60_000, retry: false }

export function useDelegation(id: string | undefined) {
  const { id: account, can } = useAccount()
  const path = { account, delegation: id ?? '' }
  return useQuery({
    queryKey: ['accounts', account, 'delegations', 'one', id],
    queryFn: () => must(api.GET('/api/accounts/{account}/delegations/{delegation}', { params: { path } })),
    enabled: id !== undefined && can('delegation.list'),
    ...seldom,
  })
}

export function useRecentDelegations(wanted: boolean) {
  const { id: account, can } = useAccount()
  const params = { path: { account }, query: { limit: 100 } }
  const { data } = useQuery({
    queryKey: ['accounts', account, 'delegations', 'recent'],
    queryFn: () => must(api.GET('/api/accounts/{account}/delegations', { params })),
    enabled: wanted && can('delegation.list'),
    ...seldom,
  })
  return data?.items ?? []
}

/** Agents are known by what they did here for others; what they do for themselves tells their id alone. */
export function useAgentName(id: string, delegation: string | undefined): string | undefined {
  const { data } = useDelegation(delegation)
  const recent = useRecentDelegations(delegation === undefined)
  return (data ?? recent.find(({ agent }) => agent.id === id))?.agent.name ?? undefined
}

/** By id; of the partners that are let in now. */
export function usePartnerNames(wanted: boolean): ReadonlyMap<string, string> {
  const { id: account, can } = useAccount()
  const { data } = useQuery({
    queryKey: ['accounts', account, 'partners', 'names'],
    queryFn: () => must(api.GET('/api/accounts/{account}/partners', { params: { path: { account } } })),
    enabled: wanted && can('partner.list'),
    ...seldom,
  })
  return new Map(data?.items.map(({ id, name }) => [id, name]))
}

export function usePartnerName(id: string | undefined): string | undefined {
  const names = usePartnerNames(id !== undefined)
  return id === undefined ? undefined : names.get(id)
}
