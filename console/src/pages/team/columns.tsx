import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import { Instant } from '../../parts/instant.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import { RouteLink } from '../../parts/route-link.tsx'
import { Status } from '../../parts/status.tsx'
import type { Column } from '../../parts/table-choices.tsx'
import type { AccountPlace } from '../../shell/account.tsx'
import { humane } from '../../words.ts'
import type { Member } from './members.ts'

/** How far the mail with the link came. */
export const deliveries: Record<NonNullable<Member['delivery']>['state'], string> = {
  queued: 'Mail is about to be sent',
  sent: 'Mail sent',
  delayed: 'Mail is delayed on its way',
  delivered: 'Mail delivered',
  bounced: 'Mail came back: check the address',
  complained: 'Mail was marked as spam',
  rejected: 'Mail was refused: check the address',
}

export const roleNames = ({ terms }: Pick<AccountPlace, 'terms'>, roles: readonly string[]): string => {
  const known = new Map(terms.roles.map(({ id, name }) => [id, name]))
  return roles.map((role) => known.get(role) ?? humane(role)).join(', ')
}

export const pageOf = ({ id: account, can }: AccountPlace, { id, kind }: Pick<Member, 'id' | 'kind'>): string =>
  kind === 'expert' && can('expert.list') ? `/accounts/${account}/experts/${id}` : `/accounts/${account}/team/${id}`

const Beside = ({ children }: { children: React.ReactNode }) => (
  <Box fontSize="body-s" color="text-body-secondary">
    {children}
  </Box>
)

export function StatusAndMail({ member: { status, delivery, linkExpiresAt } }: { member: Member }) {
  const isDead = linkExpiresAt !== null && Date.parse(linkExpiresAt) <= Date.now()
  return (
    <>
      <Status status={status} />
      {delivery && <Beside>{deliveries[delivery.state]}</Beside>}
      {linkExpiresAt && (
        <Beside>
          {isDead ? 'Link ended ' : 'Link until '}
          <Instant at={linkExpiresAt} />
        </Beside>
      )}
    </>
  )
}

const Kind = ({ member: { kind, until } }: { member: Member }) =>
  kind === 'team' ? (
    'Team'
  ) : (
    <>
      Expert
      <Beside>
        {until ? 'until ' : 'No end is set'}
        {until && <Instant at={until} />}
      </Beside>
    </>
  )

const nameIn = ({ name, login }: Member) => name ?? login ?? 'Erased'

/** `sortingField` is what the API sorts by. */
export const columnsFor = (place: AccountPlace): Column<Member>[] => [
  {
    id: 'name',
    header: 'Name',
    sortingField: 'name',
    isRowHeader: true,
    width: 200,
    cell: (member) => (
      <>
        <RouteLink to={pageOf(place, member)}>{nameIn(member)}</RouteLink>
        {member.id === place.me.member && (
          <Box variant="span" margin={{ left: 'xs' }}>
            <Badge color="blue">You</Badge>
          </Box>
        )}
        {member.login && <Beside>{member.login}</Beside>}
      </>
    ),
  },
  { id: 'email', header: 'Email', width: 210, cell: ({ email }) => email ?? '–' },
  {
    id: 'status',
    header: 'Status',
    sortingField: 'status',
    width: 260,
    cell: (member) => <StatusAndMail member={member} />,
  },
  { id: 'roles', header: 'Roles', width: 180, cell: ({ roles }) => roleNames(place, roles) || '–' },
  { id: 'kind', header: 'Kind', width: 220, cell: (member) => <Kind member={member} /> },
  {
    id: 'lastSeen',
    header: 'Last seen',
    sortingField: 'lastSeen',
    width: 240,
    cell: ({ lastSeen }) => <Instant at={lastSeen} none="Never" />,
  },
  {
    id: 'created',
    header: 'Created',
    sortingField: 'created',
    width: 240,
    cell: ({ createdAt }) => <Instant at={createdAt} />,
  },
  {
    id: 'invitedBy',
    header: 'Invited by',
    hidden: true,
    width: 160,
    cell: ({ invitedBy }) => <MemberName id={invitedBy} />,
  },
]
