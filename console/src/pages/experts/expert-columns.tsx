import { Instant } from '../../parts/instant.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import { RouteLink } from '../../parts/route-link.tsx'
import { Status } from '../../parts/status.tsx'
import type { Column } from '../../parts/table-choices.tsx'
import { Delivery, EndedBy, nameOf, Until } from './expert-cells.tsx'
import { ExpertMenu } from './expert-menu.tsx'
import type { Expert } from './queries.ts'

const who = (account: string): Column<Expert>[] => [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    width: 145,
    cell: (expert) => <RouteLink to={`/accounts/${account}/experts/${expert.id}`}>{nameOf(expert)}</RouteLink>,
  },
  { id: 'email', header: 'Email', width: 265, cell: ({ email }) => email ?? '–' },
]

const shortScope = ({ access }: Expert) => (access === 'limited-write' ? 'May update' : 'Read only')
const access: Column<Expert> = { id: 'access', header: 'Access', width: 125, cell: shortScope }
const status: Column<Expert> = {
  id: 'status',
  header: 'Status',
  width: 165,
  cell: (expert) => <Status status={expert.status} />,
}
const delivery: Column<Expert> = {
  id: 'delivery',
  header: 'Invitation mail',
  width: 150,
  cell: ({ delivery }) => <Delivery delivery={delivery} />,
}
const until: Column<Expert> = {
  id: 'until',
  header: 'Access until',
  width: 225,
  cell: (expert) => <Until expert={expert} />,
}
const invited: Column<Expert>[] = [
  { id: 'invitedBy', header: 'Invited by', width: 120, cell: ({ invitedBy }) => <MemberName id={invitedBy} /> },
  { id: 'invitedAt', header: 'Invited', width: 230, hidden: true, cell: ({ invitedAt }) => <Instant at={invitedAt} /> },
]
const endings: Column<Expert>[] = [
  { id: 'endedAt', header: 'Ended', width: 230, cell: ({ endedAt }) => <Instant at={endedAt} /> },
  { id: 'endedBy', header: 'Ended by', width: 130, cell: ({ id, endedBy }) => <EndedBy expert={id} by={endedBy} /> },
]
const actions: Column<Expert> = {
  id: 'actions',
  header: 'Actions',
  width: 105,
  cell: (expert) => <ExpertMenu expert={expert} />,
}

export const runningColumns = (account: string): Column<Expert>[] => [
  ...who(account),
  status,
  until,
  access,
  delivery,
  ...invited,
  actions,
]

export const endsColumns = (account: string): Column<Expert>[] => [...who(account), until, status, access, actions]

export const endedColumns = (account: string): Column<Expert>[] => [
  ...who(account),
  status,
  ...endings,
  access,
  { ...until, hidden: true },
  ...invited,
  actions,
]
