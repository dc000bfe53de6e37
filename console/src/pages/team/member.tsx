/** One member of the team: who they are, what they may do, and what was changed about them last. */
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useEffect } from 'react'
import { useLocation, useParams } from 'wouter'
import { queryClient } from '../../api/queries.ts'
import { Instant } from '../../parts/instant.tsx'
import { MemberName, useMember } from '../../parts/member-name.tsx'
import { Refused } from '../../parts/refused.tsx'
import { RouteLink } from '../../parts/route-link.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { MemberActions } from './actions.tsx'
import { roleNames, StatusAndMail } from './columns.tsx'
import { nameOf } from './consequences.tsx'
import { Leave } from './leave.tsx'
import { Changes, Levels, Links, May } from './member-parts.tsx'
import type { Member as Shown } from './members.ts'

const closed = new Error('Your role does not let you see other members. Ask an owner or administrator of the account.')

export function Member() {
  const place = useAccount()
  const { member: id = '' } = useParams<{ member: string }>()
  const { data: member, error, refetch } = useMember(id)
  const [, navigate] = useLocation()
  // Names may be minutes old elsewhere; what is changed here is read anew.
  useEffect(() => {
    queryClient.invalidateQueries({ queryKey: ['accounts', place.id, 'members', 'one', id] })
  }, [place.id, id])
  const team = `/accounts/${place.id}/team`
  const title = member ? nameOf(member) : 'Team member'
  const isOpen = place.can('member.list')
  const isSelf = id === place.me.member
  const actions = member?.kind === 'team' && (
    <SpaceBetween direction="horizontal" size="xs">
      <MemberActions members={[member]} onRemoved={() => navigate(isSelf ? '/' : team)} />
      {isSelf && <Leave />}
    </SpaceBetween>
  )
  return (
    <Page
      title={title}
      header={
        <SpaceBetween size="xs">
          <RouteLink to={team}>All team members</RouteLink>
          <Header variant="h1" actions={actions}>
            {title}
          </Header>
        </SpaceBetween>
      }
    >
      <Refused error={isOpen ? error : closed} {...(isOpen && { onRetry: () => refetch() })} />
      {isOpen && !member && !error && <Spinner size="large" />}
      {member && (
        <SpaceBetween size="l">
          <Details member={member} />
          {place.can('access.read') && <May member={id} />}
          <Levels member={member} />
          <Links member={member} />
          {place.can('audit.read') && <Changes member={id} />}
        </SpaceBetween>
      )}
    </Page>
  )
}

function Details({ member }: { member: Shown }) {
  const place = useAccount()
  const { id, kind, email, login, roles, createdAt, acceptedAt, lastSeen, invitedBy } = member
  const experts = place.can('expert.list') && kind === 'expert'
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Status', value: <StatusAndMail member={member} /> },
          { label: 'Email', value: email ?? '–' },
          ...(login === null ? [] : [{ label: 'Login', value: login }]),
          kind === 'expert'
            ? {
                label: 'Kind',
                value: experts ? (
                  <RouteLink to={`/accounts/${place.id}/experts/${id}`}>Expert: see Expert access</RouteLink>
                ) : (
                  'Expert'
                ),
              }
            : { label: place.terms.members.roles === 'one' ? 'Role' : 'Roles', value: roleNames(place, roles) || '–' },
          { label: 'Created', value: <Instant at={createdAt} /> },
          { label: 'Came in', value: <Instant at={acceptedAt} none="Not yet" /> },
          { label: 'Last seen', value: <Instant at={lastSeen} none="Never" /> },
          { label: 'Invited by', value: <MemberName id={invitedBy} none="The platform" /> },
        ]}
      />
    </Container>
  )
}
