/** A form in a dialog: sent by its button or the enter key; what is refused stands at its field, or else on top. */
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useId, useState } from 'react'
import { Problem } from '../api/problem.ts'
import { DialogButtons, useSending } from './dialog-parts.tsx'
import { Refused } from './refused.tsx'

interface Props {
  title: string
  /** The verb, such as `Create agreement`. */
  action: string
  /** Those of the form: what is refused at another one stands on top. */
  fields: readonly string[]
  /** `key` is for `Idempotency-Key`: what is sent twice is made once. */
  onSend: (key: string) => Promise<unknown>
  onClose: () => void
  children: (at: (field: string) => string | undefined) => ReactNode
  size?: 'small' | 'medium' | 'large'
  disabled?: boolean
}

/** Mount it to open, unmount it on `onClose`; it closes itself once it is done. */
export function FormDialog({ title, action, fields, onSend, onClose, children, size, disabled = false }: Props) {
  const form = useId()
  const [key] = useState(() => crypto.randomUUID())
  const { busy, error, send, close } = useSending(() => onSend(key), onClose)
  const problem = error instanceof Problem ? error : undefined
  const at = (field: string) => {
    const said = problem?.faults.filter((fault) => wholeOf(fault.field) === field).map(({ detail }) => detail) ?? []
    return said.length > 0 ? [...new Set(said)].join('. ') : undefined
  }
  const buttons = (
    <DialogButtons action={action} busy={busy} disabled={disabled} form={form} formAction="submit" onClose={onClose} />
  )
  return (
    <Modal visible header={title} footer={buttons} size={size ?? 'medium'} onDismiss={close} closeAriaLabel="Close">
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!disabled) send()
        }}
      >
        <SpaceBetween size="m">
          <Refused error={onTop(error, fields)} />
          {children(at)}
        </SpaceBetween>
      </form>
    </Modal>
  )
}

/** `roles[0]` is shown at `roles`; `hosts[1].name` is a field of its own. */
const wholeOf = (field: string | undefined) => field?.replace(/\[\d+\]$/, '')

/** What no field shows. */
function onTop(error: unknown, fields: readonly string[]): unknown {
  if (!(error instanceof Problem)) return error
  const faults = error.faults.filter(({ field }) => !fields.includes(wholeOf(field) ?? ''))
  const [first] = faults
  if (!first) return undefined
  return new Problem(error.status, [{ ...first, detail: faults.map(({ detail }) => detail).join('. ') }])
}
