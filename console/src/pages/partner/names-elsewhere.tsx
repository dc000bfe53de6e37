/** What accounts and their members are called, for an agent who is in none of them just now. */
import { useQuery } from '@tanstack/react-query'
import { api, must } from '../../api/client.ts'

const fiveMinutes = 5 * 60_000

/** An account that is the partner's is found by its number. */
export function AccountName({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['partner', 'accounts', 'one', id],
    queryFn: () => must(api.GET('/api/partner/accounts', { params: { query: { search: id } } })),
    staleTime: fiveMinutes,
  })
  return <span title={id}>{data ? (data.items[0]?.name ?? 'An account that is no longer yours') : '…'}</span>
}

/** Where the account does not let agents see who its members are, it stays at that. */
export function NameIn({ account, member }: { account: string; member: string }) {
  const path = { account, member }
  const { data, error } = useQuery({
    queryKey: ['partner', 'members', account, member],
    queryFn: () => must(api.GET('/api/accounts/{account}/members/{member}', { params: { path } })),
    staleTime: fiveMinutes,
    retry: false,
  })
  return <span title={member}>{error ? 'A member' : data ? (data.name ?? data.login ?? 'Erased') : '…'}</span>
}
