/** What dialogs that do something have in common: once at a time, closed when it is done, open with the refusal when it is not. */
import Box from '@cloudscape-design/components/box'
import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { readAgainAfter } from '../api/queries.ts'

export function useSending(act: () => Promise<unknown>, onClose: () => void) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const send = async () => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    try {
      await act()
      onClose()
    } catch (refusal) {
      await readAgainAfter(refusal)
      setError(refusal)
      setBusy(false)
    }
  }
  return { busy, error, send, close: () => !busy && onClose() }
}

interface Props extends Pick<ButtonProps, 'form' | 'formAction' | 'onClick' | 'disabled'> {
  action: string
  busy: boolean
  onClose: () => void
}

/** Cancel, and the verb. */
export const DialogButtons = ({ action, busy, onClose, ...primary }: Props) => (
  <Box float="right">
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" onClick={onClose} disabled={busy}>
        Cancel
      </Button>
      <Button variant="primary" loading={busy} {...primary}>
        {action}
      </Button>
    </SpaceBetween>
  </Box>
)
