/** Who did something. An agent on behalf of a member: both names, whose staff the agent is, and under which delegation. */
import Box from '@cloudscape-design/components/box'
import { useQuery } from '@tanstack/react-query'
import type { Item } from '../api/client.ts'
import { api, must } from '../api/client.ts'
import { MemberName } from '../parts/member-name.tsx'
import { useAccount } from '../shell/account.tsx'

export type Actor = Item<'listAudit'>['actor']

const fiveMinutes = 5 * 60_000

export function useDelegation(id: string | undefined) {
  const { id: account, can } = useAccount()
  const path = { account, delegation: id ?? '' }
  return useQuery({
    queryKey: ['accounts', account, 'delegations', 'one', id],
    queryFn: () => must(api.GET('/api/accounts/{account}/delegations/{delegation}', { params: { path } })),
    enabled: id !== undefined && can('delegation.list'),
    staleTime: fiveMinutes,
    retry: false,
  })
}

export function usePartnerName(id: string | undefined): string | undefined {
  const { id: account, can } = useAccount()
  const { data } = useQuery({
    queryKey: ['accounts', account, 'partners', 'names'],
    queryFn: () => must(api.GET('/api/accounts/{account}/partners', { params: { path: { account } } })),
    enabled: id !== undefined && can('partner.list'),
    staleTime: fiveMinutes,
    retry: false,
  })
  return data?.items.find((one) => one.id === id)?.name
}

/** `service` is the platform itself, `system` is Gatepass where nobody did it. */
export function Doer({ actor: { type, id, ...agent } }: { actor: Actor }) {
  if (type === 'agent') return <Agent id={id} {...agent} />
  if (type === 'member') return <MemberName id={id} />
  return <span title={id}>{type === 'service' ? 'The platform' : 'Gatepass'}</span>
}

/** Beside the names, where there is room: whose staff, and what for. */
export function DoerInFull({ actor }: { actor: Actor }) {
  return (
    <>
      <Doer actor={actor} />
      {actor.type === 'agent' && <Under {...actor} />}
    </>
  )
}

function Agent({ id, delegation, subject }: Omit<Actor, 'type'>) {
  const { data } = useDelegation(delegation)
  const name = data?.agent.name ?? 'An agent'
  return (
    <span>
      <span title={id}>{name}</span>
      {subject && (
        <>
          {' '}
          on behalf of <MemberName id={subject} />
        </>
      )}
    </span>
  )
}

function Under({ partner, delegation }: Omit<Actor, 'type' | 'id'>) {
  const { data } = useDelegation(delegation)
  const name = usePartnerName(partner) ?? data?.partner.name
  const whose = name ? `Agent of ${name}` : 'Agent of a partner'
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      <span title={delegation ?? partner}>{data ? `${whose} · ${data.reason}` : whose}</span>
    </Box>
  )
}
