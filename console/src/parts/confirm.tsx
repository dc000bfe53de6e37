/** Asks before something is done, says its consequence, and shows a refusal where it was asked. */
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { DialogButtons, useSending } from './dialog-parts.tsx'
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
  const { busy, error, send, close } = useSending(onConfirm, onClose)
  const buttons = <DialogButtons action={action} busy={busy} disabled={disabled} onClick={send} onClose={onClose} />
  return (
    <Modal visible header={title} footer={buttons} onDismiss={close} closeAriaLabel="Close">
      <SpaceBetween size="m">
        <Refused error={error} />
        <div>{children}</div>
      </SpaceBetween>
    </Modal>
  )
}
