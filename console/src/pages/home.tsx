import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Cards from '@cloudscape-design/components/cards'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { type Me, useMe } from '../api/queries.ts'
import { Countdown } from '../parts/countdown.tsx'
import { Instant } from '../parts/instant.tsx'
import { Refused } from '../parts/refused.tsx'
import { RouteLink } from '../parts/route-link.tsx'
import { Status } from '../parts/status.tsx'
import { signIn } from '../session/session.ts'
import { Frame, Page } from '../shell/page.tsx'
import { useWho } from '../shell/who.tsx'
import { humane, scopeNames } from '../words.ts'

type Membership = Me['memberships'][number]
type Waiting = Me['invitations'][number]

export function Home({ reason }: { reason: string | undefined }) {
  const who = useWho()
  return <Frame>{who ? <Accounts /> : <Welcome reason={reason} />}</Frame>
}

function Welcome({ reason }: { reason: string | undefined }) {
  return (
    <Page title="Welcome" header={<Header variant="h1">Who may do what, and until when</Header>}>
      <Container>
        <SpaceBetween size="l">
          {reason && <Refused error={new Error(reason)} />}
          <Box variant="p">
            Gatepass decides who may do what inside a customer’s account, and lets outsiders in only on the customer’s
            terms.
          </Box>
          <Button variant="primary" onClick={() => signIn()}>
            Sign in
          </Button>
          <Box color="text-body-secondary">Were you invited? Open the link in the mail.</Box>
        </SpaceBetween>
      </Container>
    </Page>
  )
}

function Accounts() {
  const who = useWho()
  const { data: me, error, refetch } = useMe(true)
  const name = me?.person.name ?? who?.name ?? who?.email ?? 'there'
  return (
    <Page title="My accounts" header={<Header variant="h1">Hello, {name}</Header>}>
      <SpaceBetween size="l">
        <Refused error={error} onRetry={() => refetch()} />
        {!me && !error && <Spinner size="large" />}
        {me && <Invitations me={me} />}
        {me?.partner && <Agency partner={me.partner} />}
        {me && <Memberships memberships={me.memberships} />}
      </SpaceBetween>
    </Page>
  )
}

const kindOf = ({ kind, roles, access }: Membership) =>
  kind === 'expert' ? `Expert · ${scopeNames[access ?? 'read-only']?.name}` : roles.map(humane).join(', ')

const Memberships = ({ memberships }: { memberships: Membership[] }) => (
  <Cards
    header={
      <Header variant="h2" counter={`(${memberships.length})`}>
        Where you have access
      </Header>
    }
    items={memberships}
    trackBy="member"
    cardsPerRow={[{ cards: 1 }, { minWidth: 600, cards: 2 }, { minWidth: 1100, cards: 3 }]}
    ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: '' }}
    empty={
      <Box textAlign="center" padding="l">
        <Box variant="strong">You are not a member of any account yet</Box>
        <Box variant="p" color="text-body-secondary">
          Somebody in the account has to invite you. The invitation comes by mail; its link brings you here.
        </Box>
      </Box>
    }
    cardDefinition={{
      header: ({ account }) => (
        <RouteLink to={`/accounts/${account.id}`} fontSize="heading-m">
          {account.name}
        </RouteLink>
      ),
      sections: [
        { id: 'kind', header: 'As', content: kindOf },
        { id: 'status', header: 'Status', content: ({ status }) => <Status status={status} /> },
        { id: 'until', header: 'Until', content: (one) => <Deadline membership={one} /> },
      ],
    }}
  />
)

function Deadline({ membership: { kind, status, until } }: { membership: Membership }) {
  if (kind !== 'expert') return '–'
  if (until === null || until === undefined) return 'No end is set; it lasts until it is revoked'
  if (status !== 'active') return <Instant at={until} />
  return (
    <SpaceBetween size="xxs">
      <Instant at={until} />
      <Countdown until={until} />
    </SpaceBetween>
  )
}

const Agency = ({ partner: { name, role, lead, status } }: { partner: NonNullable<Me['partner']> }) => (
  <Container header={<Header variant="h2">Whose agent you are</Header>}>
    <SpaceBetween size="s">
      <RouteLink to="/partner/accounts" fontSize="heading-m">
        {name}
      </RouteLink>
      <Box>
        {humane(role)}
        {lead && ' · you lead its staff'}
      </Box>
      <Status status={status} />
    </SpaceBetween>
  </Container>
)

function Invitations({ me }: { me: Me }) {
  if (!me.person.email)
    return <Box color="text-body-secondary">Your email address is not verified, so invitations to it stay hidden.</Box>
  if (me.invitations.length === 0) return null
  const place = (one: Waiting) => ('partner' in one ? one.partner.name : one.account.name)
  return (
    <Container header={<Header variant="h2">Waiting for you</Header>}>
      <SpaceBetween size="s">
        {me.invitations.map((one) => (
          <Box key={'agent' in one ? one.agent : one.member}>
            <Box variant="strong">{place(one)}</Box> invites you as{' '}
            {{ team: 'a member of the team', expert: 'an expert', agent: 'an agent' }[one.kind]}. Open the link in the
            mail to answer, by <Instant at={one.expiresAt} />.
          </Box>
        ))}
      </SpaceBetween>
    </Container>
  )
}
