import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { queryClient } from '../api/queries.ts'
import { signIn } from '../session/session.ts'
import { signInAgain } from '../session/sign-in-again.ts'
import { useWho } from '../shell/who.tsx'

/** For who was signed in this happens beside the page, so that nothing on it is lost; others come back to it. */
export function SignInAgain({ onDone }: { onDone?: () => void }) {
  const who = useWho()
  const [busy, setBusy] = useState(false)
  if (!who) return <Button onClick={() => signIn()}>Sign in</Button>
  const again = async () => {
    setBusy(true)
    const isDone = await signInAgain(who.email, () => signIn(who.email ? { hint: who.email } : {})).catch(() => false)
    setBusy(false)
    if (!isDone) return
    onDone?.()
    // Whatever could not be read meanwhile.
    await queryClient.invalidateQueries()
  }
  return (
    <Button onClick={again} loading={busy} loadingText="Waiting for the other window">
      Sign in again
    </Button>
  )
}
