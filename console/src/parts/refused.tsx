import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { isSignedOut } from '../api/problem.ts'
import { useWho } from '../shell/who.tsx'
import { inWords } from '../words.ts'
import { SignInAgain } from './sign-in-again.tsx'

interface Props {
  error: unknown
  /** Offers to try again. */
  onRetry?: () => void
  header?: string
}

/** Why something could not be shown or done, and what to do about it. */
export function Refused({ error, onRetry, header }: Props) {
  const who = useWho()
  /** The refusal after which somebody has signed in again. */
  const [settled, setSettled] = useState<unknown>()
  if (!error) return null
  if (settled === error)
    return (
      <Alert type="success" statusIconAriaLabel="Done">
        You are signed in again. Nothing on this page was lost: go on where you were.
      </Alert>
    )
  const signedOut = isSignedOut(error)
  const action = signedOut ? (
    <SignInAgain onDone={() => setSettled(error)} />
  ) : onRetry ? (
    <Button onClick={onRetry}>Try again</Button>
  ) : undefined
  return (
    <Alert type="error" header={signedOut ? undefined : header} action={action} statusIconAriaLabel="Error">
      {signedOut && !who ? 'You are not signed in. Sign in, and you come back to this page.' : inWords(error)}
    </Alert>
  )
}
