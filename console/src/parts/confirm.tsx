/** Asks before something is done, says its consequence, and shows a refusal where it was asked. */
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { readAgainAfter } from '../api/queries.ts'
import { Refused } from './refused.tsx'

interface Props {
  title: string
  /** What follows, in so many words. */
  children: ReactNode
  /** The verb, such as `Revoke access`. */
  action: string
  onConfirm: () => Promise<unknown>
  onClose: () => void
  disabled?: boolean
}

/** Mount it to ask, unmount it on `onClose`; it closes itself once it is done. */
export function Confirm({ title, children, action, onConfirm, onClose, disabled = false }: Props) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const confirm = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (refusal) {
      await readAgainAfter(refusal)
      setError(refusal)
      setBusy(false)
    }
  }
  const buttons = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onClose} disabled={busy}>
          Cancel
        </Button>
        <Button variant="primary" onClick={confirm} loading={busy} disabled={disabled}>
          {action}
        </Button>
      </SpaceBetween>
    </Box>
  )
  return (
    <Modal visible header={title} footer={buttons} onDismiss={() => !busy && onClose()} closeAriaLabel="Close">
      <SpaceBetween size="m">
        <Refused error={error} />
        <div>{children}</div>
      </SpaceBetween>
    </Modal>
  )
}
