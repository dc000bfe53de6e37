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

/** Where there is room: a line for each name, and below whose staff an agent is, and what for. */
export function DoerInFull({ actor }: { actor: Actor }) {
  if (actor.type !== 'agent') return <Doer actor={actor} />
  return (
    <>
      <AgentName {...actor} />
      {actor.subject && (
        <Box>
          on behalf of <MemberName id={actor.subject} />
        </Box>
      )}
      <Under {...actor} />
    </>
  )
}

type AgentOf = Omit<Actor, 'type'>

function AgentName({ id, delegation }: AgentOf) {
  const { data } = useDelegation(delegation)
  return <span title={id}>{data?.agent.name ?? 'An agent'}</span>
}

/** In a sentence. */
const Agent = (agent: AgentOf) => (
  <span>
    <AgentName {...agent} />
    {agent.subject && (
      <>
        {' '}
        on behalf of <MemberName id={agent.subject} />
      </>
    )}
  </span>
)

function Under({ partner, delegation }: AgentOf) {
  const { data } = useDelegation(delegation)
  const name = usePartnerName(partner) ?? data?.partner.name
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      <span title={delegation ?? partner}>
        {name ? `Agent of ${name}` : 'Agent of a partner'}
        {data && (
          <>
            <br />
            {data.reason}
          </>
        )}
      </span>
    </Box>
  )
}
