import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import { Instant } from '../../parts/instant.tsx'
import type { Column } from '../../parts/paged-table.tsx'
import { Status } from '../../parts/status.tsx'
import { humane } from '../../words.ts'
import type { Agent } from './staff.tsx'

/** Until when what they have counts, whichever that is. */
function Until({ agent: { status, activeUntil, linkExpiresAt, delivery } }: { agent: Agent }) {
  if (status === 'invited')
    return (
      <div>
        Link works until <Instant at={linkExpiresAt} />
        {delivery && (
          <Box color="text-body-secondary" fontSize="body-s">
            Mail: {humane(delivery.state).toLowerCase()}
          </Box>
        )}
      </div>
    )
  if (status !== 'active' || !activeUntil) return '–'
  return (
    <span>
      Let in until <Instant at={activeUntil} />, then only if seen before
    </span>
  )
}

export const agentColumns: Column<Agent>[] = [
  {
    id: 'name',
    header: 'Agent',
    isRowHeader: true,
    minWidth: 190,
    cell: ({ id, name, lead }) => (
      <span title={id}>
        {name ?? 'Erased'} {lead && <Badge>Leads</Badge>}
      </span>
    ),
  },
  { id: 'email', header: 'Address', minWidth: 220, cell: ({ email }) => email ?? '–' },
  { id: 'status', header: 'Status', minWidth: 140, cell: ({ status }) => <Status status={status} /> },
  { id: 'until', header: 'Until', minWidth: 260, cell: (agent) => <Until agent={agent} /> },
  { id: 'since', header: 'Joined', minWidth: 200, hidden: true, cell: ({ acceptedAt }) => <Instant at={acceptedAt} /> },
]
