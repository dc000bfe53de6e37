import { useQuery } from '@tanstack/react-query'
import { api, must } from '../api/client.ts'
import { Problem } from '../api/problem.ts'
import { useAccount } from '../shell/account.tsx'

/** Names change seldom: each is read once in a while, and shared by all who show it. */
const fiveMinutes = 5 * 60_000

export function useMember(id: string | null | undefined) {
  const { id: account, can } = useAccount()
  return useQuery({
    queryKey: ['accounts', account, 'members', 'one', id],
    queryFn: () =>
      must(api.GET('/api/accounts/{account}/members/{member}', { params: { path: { account, member: id ?? '' } } })),
    enabled: Boolean(id) && can('member.list'),
    staleTime: fiveMinutes,
  })
}

/** What a member is called, where the viewer may know; who was removed or erased is told to be gone. */
export function MemberName({ id, none = '–' }: { id: string | null | undefined; none?: string }) {
  const { can } = useAccount()
  const { data, error } = useMember(id)
  if (!id) return none
  if (!can('member.list')) return 'A member'
  if (error instanceof Problem && error.status === 404) return <span title={id}>Somebody who is gone</span>
  return <span title={id}>{data?.name ?? data?.login ?? (data ? 'Erased' : '…')}</span>
}
