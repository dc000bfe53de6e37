/** What came of it: let in, declined, or a link that leads nowhere. */
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useLocation } from 'wouter'
import type { Answer } from '../../api/client.ts'
import type { Problem } from '../../api/problem.ts'
import { Countdown } from '../../parts/countdown.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Refused } from '../../parts/refused.tsx'
import { signIn } from '../../session/session.ts'
import { Page } from '../../shell/page.tsx'
import { useWho } from '../../shell/who.tsx'
import { deadLinks } from './dead-links.ts'
import { asWhat, type Offer, placeOf, withoutIt } from './offer.ts'

export type Outcome = { accepted: Answer<'acceptInvitation'> } | { declined: true } | { dead: Problem }

function Onward({ to, children, primary = false }: { to: string; children: string; primary?: boolean }) {
  const [, navigate] = useLocation()
  return (
    <Button
      variant={primary ? 'primary' : 'normal'}
      href={to}
      onFollow={(event) => {
        event.preventDefault()
        navigate(to)
      }}
    >
      {children}
    </Button>
  )
}

export function Accepted({ offer, accepted }: { offer: Offer; accepted: Answer<'acceptInvitation'> }) {
  const what = asWhat(offer)
  const title = 'partner' in offer ? `You are an agent of ${placeOf(offer)}` : `You have access to ${placeOf(offer)}`
  return (
    <Page title={title} header={<Header variant="h1">{title}</Header>}>
      <Container>
        <SpaceBetween size="m">
          <Alert type="success" statusIconAriaLabel="Success">
            The invitation is accepted. The link is used up; from now on you just sign in.
          </Alert>
          <Box>
            <Box variant="strong">{what.name}.</Box> {what.meaning}
          </Box>
          <Deadline offer={offer} />
          {'account' in accepted ? (
            <Onward primary to={`/accounts/${accepted.account}`}>{`Go to ${placeOf(offer)}`}</Onward>
          ) : (
            <Onward primary to="/partner/accounts">
              See the accounts of your partner
            </Onward>
          )}
        </SpaceBetween>
      </Container>
    </Page>
  )
}

function Deadline({ offer }: { offer: Offer }) {
  if ('partner' in offer || offer.kind !== 'expert') return null
  if (!offer.until) return <Box>No end is set; the account can revoke your access at any time.</Box>
  return (
    <Box>
      Your access ends by itself on <Instant at={offer.until} />. <Countdown until={offer.until} />
    </Box>
  )
}

export const Declined = ({ offer }: { offer: Offer }) => (
  <Page title="Declined" header={<Header variant="h1">The invitation is declined</Header>}>
    <Container>
      <SpaceBetween size="m">
        <Box>{withoutIt(offer)} You may close this page.</Box>
        <Onward to="/">To the start page</Onward>
      </SpaceBetween>
    </Container>
  </Page>
)

/** Dead for good, or only out of reach for a moment: the second can be tried again. */
export function Dead({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const who = useWho()
  const known = deadLinks[(error as Partial<Problem>).code ?? '']
  const title = known?.title ?? 'The invitation cannot be shown'
  return (
    <Page title={title} header={<Header variant="h1">{title}</Header>}>
      <Container>
        <SpaceBetween size="m">
          {known ? <Box variant="p">{known.advice}</Box> : <Refused error={error} onRetry={onRetry} />}
          {who ? (
            <Onward to="/">To my accounts</Onward>
          ) : (
            <SpaceBetween direction="horizontal" size="xs">
              <Onward to="/">To the start page</Onward>
              <Button variant="link" onClick={() => signIn()}>
                Sign in
              </Button>
            </SpaceBetween>
          )}
        </SpaceBetween>
      </Container>
    </Page>
  )
}
