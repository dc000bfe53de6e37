import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import type { Item } from '../../api/client.ts'
import { Instant } from '../../parts/instant.tsx'
import { RouteLink } from '../../parts/route-link.tsx'
import { Status } from '../../parts/status.tsx'
import type { Column } from '../../parts/table-choices.tsx'
import { happening } from '../partners/standing-words.ts'

export type TheirAccount = Item<'listPartnerAccounts'>

export const accountColumns: Column<TheirAccount>[] = [
  {
    id: 'name',
    header: 'Account',
    isRowHeader: true,
    minWidth: 220,
    cell: ({ id, name, express }) => (
      <span>
        <RouteLink to={`/accounts/${id}`}>{name}</RouteLink> {express && <Badge>Express</Badge>}
      </span>
    ),
  },
  {
    id: 'organization',
    header: 'Organization',
    minWidth: 170,
    cell: ({ organization }) => organization?.name ?? 'Engaged by the account',
  },
  {
    id: 'standing',
    header: 'Standing',
    minWidth: 220,
    cell: ({ lifecycle: { status, planned, frozen } }) => (
      <div>
        <Status status={status} />
        {planned && (
          <Box color="text-body-secondary" fontSize="body-s">
            {happening[planned.move]} on <Instant at={planned.at} />
            {frozen && ' – held back'}
          </Box>
        )}
      </div>
    ),
  },
  { id: 'region', header: 'Region', minWidth: 110, hidden: true, cell: ({ region }) => region },
  { id: 'timeZone', header: 'Time zone', minWidth: 140, hidden: true, cell: ({ timeZone }) => timeZone },
  { id: 'id', header: 'Number', minWidth: 310, cell: ({ id }) => <Box variant="code">{id}</Box> },
]
