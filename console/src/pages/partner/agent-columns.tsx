import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import { Instant } from '../../parts/instant.tsx'
import { Status } from '../../parts/status.tsx'
import type { Column } from '../../parts/table-choices.tsx'
import { humane } from '../../words.ts'
import type { Agent } from './staff.tsx'

/** Until when what they have counts, whichever that is. */
function Until({ agent: { status, activeUntil, linkExpiresAt, delivery } }: { agent: Agent }) {
  const isInvited = status === 'invited'
  const at = isInvited ? linkExpiresAt : status === 'active' ? activeUntil : null
  if (!at) return '–'
  const mail = delivery ? `, mail ${humane(delivery.state).toLowerCase()}` : ''
  return (
    <div>
      <Instant at={at} />
      <Box color="text-body-secondary" fontSize="body-s">
        {isInvited ? `The link works until then${mail}` : 'Let in until then, unless seen before'}
      </Box>
    </div>
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
