/** /invitations/{token}: what is offered, told to whoever holds the link. Nothing is accepted by opening it. */
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { anonymous, api, must } from '../../api/client.ts'
import { Frame, Page } from '../../shell/page.tsx'
import { Answer } from './answer.tsx'
import { Facts } from './facts.tsx'
import { type Offer, titleOf } from './offer.ts'
import { Accepted, Dead, Declined, type Outcome } from './outcome.tsx'

export const Invitation = ({ params: { token } }: { params: { token: string } }) => (
  <Frame>
    <Opened token={token} key={token} />
  </Frame>
)

function Opened({ token }: { token: string }) {
  const [outcome, setOutcome] = useState<Outcome>()
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['invitations', token],
    queryFn: () => must(api.GET('/api/invitations/{token}', { params: { path: { token } }, headers: anonymous })),
    // Once it is answered the link is dead, and what came of it is on the page.
    enabled: outcome === undefined,
    gcTime: 0,
  })
  if (data && outcome && 'accepted' in outcome) return <Accepted offer={data} accepted={outcome.accepted} />
  if (data && outcome && 'declined' in outcome) return <Declined offer={data} />
  if (outcome && 'dead' in outcome) return <Dead error={outcome.dead} onRetry={() => setOutcome(undefined)} />
  if (data) return <Offered offer={data} token={token} onAnswered={setOutcome} />
  if (error && !isFetching) return <Dead error={error} onRetry={() => refetch()} />
  return (
    <Box textAlign="center" padding="xxl">
      <Spinner size="large" />
      <Box variant="span" margin={{ left: 's' }}>
        Opening the invitation
      </Box>
    </Box>
  )
}

interface OfferedProps {
  offer: Offer
  token: string
  onAnswered: (outcome: Outcome) => void
}

function Offered({ offer, token, onAnswered }: OfferedProps) {
  const title = titleOf(offer)
  return (
    <Page title={title} header={<Header variant="h1">{title}</Header>}>
      <Container>
        <SpaceBetween size="l">
          <Facts offer={offer} />
          {!('partner' in offer) && offer.kind === 'expert' && (
            <Alert type="info" statusIconAriaLabel="Info">
              What you do there is recorded, and reported to the account when your access ends.
            </Alert>
          )}
          <Answer offer={offer} token={token} onAnswered={onAnswered} />
        </SpaceBetween>
      </Container>
    </Page>
  )
}
