/** Who did something. An agent on behalf of a member: both names, whose staff the agent is, and under which delegation. */
import Box from '@cloudscape-design/components/box'
import type { Item } from '../api/client.ts'
import { MemberName } from '../parts/member-name.tsx'
import { useAgentName, useDelegation, usePartnerName } from './known.ts'

export type Actor = Item<'listAudit'>['actor']

/** `service` is the platform itself, `system` is Gatepass where nobody did it. */
export function Doer({ actor: { type, id, ...agent } }: { actor: Actor }) {
  if (type === 'agent') return <Agent id={id} {...agent} />
  if (type === 'member') return <MemberName id={id} />
  return <span title={id}>{type === 'service' ? 'The platform' : 'Gatepass'}</span>
}

/** Where there is room: a line for each name, and below whose staff an agent is. */
export function DoerInFull({ actor }: { actor: Actor }) {
  if (actor.type !== 'agent') return <Doer actor={actor} />
  return (
    <div style={{ whiteSpace: 'normal' }}>
      <AgentName {...actor} />
      {actor.subject && (
        <Box>
          on behalf of <MemberName id={actor.subject} />
        </Box>
      )}
      <Under {...actor} />
    </div>
  )
}

type AgentOf = Omit<Actor, 'type'>

const AgentName = ({ id, delegation }: AgentOf) => <span title={id}>{useAgentName(id, delegation) ?? 'An agent'}</span>

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
      <span title={data?.reason ?? delegation ?? partner}>{name ? `Agent of ${name}` : 'Agent of a partner'}</span>
    </Box>
  )
}
