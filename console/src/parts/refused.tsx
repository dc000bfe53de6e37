import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { isSignedOut } from '../api/problem.ts'
import { useSignIns } from '../session/sign-in-again.ts'
import { useWho } from '../shell/who.tsx'
import { inWords } from '../words.ts'
import { SignInAgain } from './sign-in-again.tsx'

interface Props {
  error: unknown
  /** Offers to try again. */
  onRetry?: () => void
  header?: string
}

/** How often somebody had signed in when it was first shown. */
const seen = new WeakMap<object, number>()
function before(error: object, signIns: number): number {
  if (!seen.has(error)) seen.set(error, signIns)
  return seen.get(error) ?? signIns
}

/** Why something could not be shown or done, and what to do about it. */
export function Refused({ error, onRetry, header }: Props) {
  const who = useWho()
  const signIns = useSignIns()
  if (!error) return null
  const signedOut = isSignedOut(error)
  if (signedOut && signIns > before(error as object, signIns))
    return (
      <Alert type="success" statusIconAriaLabel="Done">
        You are signed in again. Nothing on this page was lost: go on where you were.
      </Alert>
    )
  const action = signedOut ? <SignInAgain /> : onRetry ? <Button onClick={onRetry}>Try again</Button> : undefined
  return (
    <Alert type="error" header={signedOut ? undefined : header} action={action} statusIconAriaLabel="Error">
      {signedOut && !who ? 'You are not signed in. Sign in, and you come back to this page.' : inWords(error)}
    </Alert>
  )
}
