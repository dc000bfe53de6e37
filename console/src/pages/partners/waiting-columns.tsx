import Box from '@cloudscape-design/components/box'
import { refresh } from '../../api/queries.ts'
import { Countdown } from '../../parts/countdown.tsx'
import { Instant } from '../../parts/instant.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import { Status } from '../../parts/status.tsx'
import type { Column } from '../../parts/table-choices.tsx'
import { humane } from '../../words.ts'
import type { Waiting } from './waiting-changes.tsx'

function asked({ what, email, roles }: Waiting, roleName: (role: string) => string): string {
  if (what === 'email') return email ? `A new address: ${email}` : 'A new address'
  if (what === 'roles') return `The role ${(roles ?? []).map(roleName).join(', ')}`
  return 'Second factor switched off'
}

export const waitingColumns = (account: string, roleName: (role: string) => string): Column<Waiting>[] => [
  { id: 'member', header: 'Of', isRowHeader: true, minWidth: 150, cell: ({ member }) => <MemberName id={member} /> },
  { id: 'what', header: 'Asked for', minWidth: 220, cell: (one) => asked(one, roleName) },
  {
    id: 'status',
    header: 'Happens',
    minWidth: 220,
    cell: ({ status, dueAt, endedAt }) => (
      <div>
        {status === 'waiting' ? (
          <Countdown until={dueAt} onOver={() => refresh(account)} />
        ) : (
          <Status status={status} />
        )}
        <Box color="text-body-secondary" fontSize="body-s">
          <Instant at={endedAt ?? dueAt} />
        </Box>
      </div>
    ),
  },
  { id: 'at', header: 'Asked', minWidth: 220, cell: ({ askedAt }) => <Instant at={askedAt} /> },
  {
    id: 'by',
    header: 'Asked on behalf of',
    minWidth: 160,
    hidden: true,
    cell: ({ actor }) => <MemberName id={actor.subject} none="Nobody else" />,
  },
  {
    id: 'reason',
    header: 'Why refused',
    minWidth: 160,
    hidden: true,
    cell: ({ reason }) => (reason ? humane(reason) : '–'),
  },
]
