/** Accepting and declining, by whoever is signed in. */
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, must } from '../../api/client.ts'
import { Problem } from '../../api/problem.ts'
import { refreshMe } from '../../api/queries.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Refused } from '../../parts/refused.tsx'
import { RouteLink } from '../../parts/route-link.tsx'
import { type SignInOptions, signIn } from '../../session/session.ts'
import { useWho } from '../../shell/who.tsx'
import { deadLinks, hintFrom, refusedAnswers } from './dead-links.ts'
import { type Offer, withoutIt } from './offer.ts'
import type { Outcome } from './outcome.tsx'

interface Props {
  offer: Offer
  token: string
  onAnswered: (outcome: Outcome) => void
}

const waitsNow = (offer: Offer) =>
  'acceptableFrom' in offer && offer.acceptableFrom !== undefined && Date.parse(offer.acceptableFrom) > Date.now()

export function Answer({ offer, token, onAnswered }: Props) {
  const who = useWho()
  const [busy, setBusy] = useState(false)
  const [declining, setDeclining] = useState(false)
  const [error, setError] = useState<unknown>()
  if (!who) return <SignIn offer={offer} />
  const params = { path: { token } }
  /** A link that died meanwhile takes the whole page; what can be mended is told above the buttons. */
  const refused = (refusal: unknown) => {
    if (refusal instanceof Problem && deadLinks[refusal.code]) onAnswered({ dead: refusal })
    else setError(refusal)
  }
  const accept = async () => {
    setBusy(true)
    setError(undefined)
    try {
      onAnswered({ accepted: await must(api.POST('/api/invitations/{token}/accept', { params })) })
      await refreshMe()
    } catch (refusal) {
      refused(refusal)
      setBusy(false)
    }
  }
  const decline = async () => {
    setError(undefined)
    try {
      await must(api.POST('/api/invitations/{token}/decline', { params }))
      onAnswered({ declined: true })
    } catch (refusal) {
      refused(refusal)
    }
  }
  return (
    <SpaceBetween size="m">
      <Unanswered error={error} />
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="primary" onClick={accept} loading={busy} disabled={waitsNow(offer)}>
          Accept
        </Button>
        <Button onClick={() => setDeclining(true)} disabled={busy}>
          Decline
        </Button>
      </SpaceBetween>
      {waitsNow(offer) && <Box color="text-body-secondary">{refusedAnswers.invitation_waits?.says}</Box>}
      <Box color="text-body-secondary">
        You are signed in as {who.email ?? who.name}.
        {error === undefined && (
          <>
            {' '}
            Not you? <SomeoneElse />
          </>
        )}
      </Box>
      {declining && (
        <Confirm
          title="Decline this invitation?"
          action="Decline the invitation"
          onConfirm={decline}
          onClose={() => setDeclining(false)}
        >
          <Box>{withoutIt(offer)} The link stops working; only a new invitation can bring it back.</Box>
        </Confirm>
      )}
    </SpaceBetween>
  )
}

const SignIn = ({ offer }: { offer: Offer }) => {
  const hint = hintFrom(offer.email)
  return (
    <SpaceBetween size="s">
      <Button variant="primary" onClick={() => signIn({ ...(hint && { hint }) })}>
        Sign in to answer
      </Button>
      <Box color="text-body-secondary">
        Sign in with the address the invitation was sent to. Opening this page accepts nothing.
      </Box>
    </SpaceBetween>
  )
}

const fresh: SignInOptions = { fresh: true }
const SomeoneElse = () => (
  <Link variant="primary" onFollow={() => signIn(fresh)}>
    Sign in as someone else
  </Link>
)

function Unanswered({ error }: { error: unknown }) {
  const known = error instanceof Problem ? refusedAnswers[error.code] : undefined
  if (!known) return <Refused error={error} />
  return (
    <Alert
      type={known.next === 'wait' ? 'info' : 'error'}
      statusIconAriaLabel={known.next === 'wait' ? 'Info' : 'Error'}
      action={known.next === 'sign-in' && <Button onClick={() => signIn(fresh)}>Sign in as someone else</Button>}
    >
      {known.says} {known.next === 'home' && <RouteLink to="/">See where you have access</RouteLink>}
    </Alert>
  )
}
