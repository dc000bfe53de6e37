import Box from '@cloudscape-design/components/box'
import { refresh } from '../../api/queries.ts'
import { Countdown } from '../../parts/countdown.tsx'
import { Instant } from '../../parts/instant.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import { Status } from '../../parts/status.tsx'
import type { Column } from '../../parts/table-choices.tsx'
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
    minWidth: 140,
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
    minWidth: 130,
    cell: ({ onBehalfOf }) => <MemberName id={onBehalfOf} />,
  },
  {
    id: 'reason',
    header: 'Reason',
    minWidth: 220,
    cell: ({ reason, access }) => (
      <div title={reason}>
        {reason}
        <Box color="text-body-secondary" fontSize="body-s">
          {actingNames[access].name}
        </Box>
      </div>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    minWidth: 200,
    cell: ({ status, until, endedAt }) => (
      <div>
        {status === 'active' ? <Countdown until={until} onOver={() => refresh(account)} /> : <Status status={status} />}
        <Box color="text-body-secondary" fontSize="body-s">
          <Instant at={endedAt ?? until} />
        </Box>
      </div>
    ),
  },
  { id: 'since', header: 'Began', minWidth: 210, hidden: true, cell: ({ since }) => <Instant at={since} /> },
  { id: 'endedBy', header: 'Ended by', minWidth: 110, cell: (one) => <EndedBy delegation={one} /> },
]
