/** A form that asks the API once, and shows what it refuses where it was filled in. */
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Form from '@cloudscape-design/components/form'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { Problem } from '../../api/problem.ts'
import { refresh } from '../../api/queries.ts'
import { Refused } from '../../parts/refused.tsx'
import { useAccount } from '../../shell/account.tsx'

interface Props {
  title: string
  action: string
  /** @throws Problem where it was refused. */
  onSend: () => Promise<unknown>
  onClose: () => void
  disabled?: boolean
  /** The fields that show what is wrong with them; anything else stands on top. */
  shows: readonly string[]
  children: (wrong: (field: string) => string | undefined) => ReactNode
}

/** `roles[0]` is shown at `roles`. */
const wholeOf = (field: string | undefined) => field?.replace(/\[\d+\]$/, '')

export function FormDialog({ title, action, onSend, onClose, disabled = false, shows, children }: Props) {
  const { id: account } = useAccount()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const send = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onSend()
      onClose()
    } catch (refusal) {
      setError(refusal)
      setBusy(false)
      // What is shown behind the dialog is not what it is any more.
      if (refusal instanceof Problem && refusal.status === 409) await refresh(account)
    }
  }
  const faults = error instanceof Problem ? error.faults : []
  const wrong = (field: string) => {
    const said = faults.filter((fault) => wholeOf(fault.field) === field).map(({ detail }) => `${detail}.`)
    return said.length > 0 ? [...new Set(said)].join(' ') : undefined
  }
  const isBeside = faults.length === 0 || faults.some(({ field }) => !shows.includes(wholeOf(field) ?? ''))
  const buttons = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" formAction="none" onClick={onClose} disabled={busy}>
          Cancel
        </Button>
        <Button variant="primary" onClick={send} loading={busy} disabled={disabled}>
          {action}
        </Button>
      </SpaceBetween>
    </Box>
  )
  return (
    <Modal visible header={title} footer={buttons} onDismiss={() => !busy && onClose()} closeAriaLabel="Close">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!disabled && !busy) send()
        }}
      >
        <Form>
          <SpaceBetween size="m">
            <Refused error={isBeside ? error : undefined} />
            {children(wrong)}
          </SpaceBetween>
        </Form>
      </form>
    </Modal>
  )
}
