import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { Problem } from '../api/problem.ts'
import { signIn } from '../session/session.ts'
import { inWords } from '../words.ts'

interface Props {
  error: unknown
  /** Offers to try again. */
  onRetry?: () => void
  header?: string
}

/** Why something could not be shown or done, and what to do about it. */
export function Refused({ error, onRetry, header }: Props) {
  if (!error) return null
  const signedOut = error instanceof Problem && error.code === 'unauthenticated'
  const action = signedOut ? (
    <Button onClick={() => signIn()}>Sign in again</Button>
  ) : onRetry ? (
    <Button onClick={onRetry}>Try again</Button>
  ) : undefined
  return (
    <Alert type="error" header={header} action={action} statusIconAriaLabel="Error">
      {inWords(error)}
    </Alert>
  )
}
