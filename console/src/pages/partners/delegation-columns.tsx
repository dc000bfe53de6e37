import Box from '@cloudscape-design/components/box'
import { refresh } from '../../api/queries.ts'
import { Countdown } from '../../parts/countdown.tsx'
import { Instant } from '../../parts/instant.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import type { Column } from '../../parts/paged-table.tsx'
import { Status } from '../../parts/status.tsx'
import { actingNames } from '../../words.ts'
import type { Delegation } from './delegations.tsx'

/** Who put an end to it. */
function EndedBy({ delegation: { status, endedBy, agent } }: { delegation: Delegation }) {
  if (status === 'active') return '–'
  if (status === 'expired' || !endedBy) return 'Time'
  if (endedBy.type === 'member') return <MemberName id={endedBy.id} />
  if (endedBy.type === 'agent') return endedBy.id === agent.id ? (agent.name ?? 'The agent') : 'Another agent'
  return endedBy.type === 'service' ? 'The platform' : 'Gatepass'
}

export const delegationColumns = (account: string): Column<Delegation>[] => [
  {
    id: 'agent',
    header: 'Agent',
    isRowHeader: true,
    minWidth: 160,
    cell: ({ agent, partner }) => (
      <div title={agent.email ?? undefined}>
        {agent.name ?? 'Erased'}
        <Box color="text-body-secondary" fontSize="body-s">
          {partner.name}
        </Box>
      </div>
    ),
  },
  {
    id: 'onBehalfOf',
    header: 'On behalf of',
    minWidth: 140,
    cell: ({ onBehalfOf }) => <MemberName id={onBehalfOf} />,
  },
  { id: 'reason', header: 'Reason', minWidth: 200, cell: ({ reason }) => <span title={reason}>{reason}</span> },
  { id: 'access', header: 'Access', minWidth: 110, cell: ({ access }) => actingNames[access].name },
  {
    id: 'status',
    header: 'Status',
    minWidth: 150,
    cell: ({ status, until }) =>
      status === 'active' ? <Countdown until={until} onOver={() => refresh(account)} /> : <Status status={status} />,
  },
  {
    id: 'since',
    header: 'Began',
    minWidth: 170,
    hidden: true,
    cell: ({ since }) => <Instant at={since} />,
  },
  {
    id: 'until',
    header: 'Ended or ends',
    minWidth: 190,
    cell: ({ endedAt, until }) => <Instant at={endedAt ?? until} />,
  },
  { id: 'endedBy', header: 'Ended by', minWidth: 120, cell: (one) => <EndedBy delegation={one} /> },
]
