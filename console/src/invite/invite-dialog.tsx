import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef, useState } from 'react'
import { Refused } from '../parts/refused.tsx'
import { useAccount } from '../shell/account.tsx'
import { type As, type Draft, fieldOf, isTouched, listOf, newDraft, withoutPerson, withPerson } from './draft.ts'
import { ExpertTerms } from './expert-terms.tsx'
import { faultsBeside, faultsWithout, faultsWithoutPerson } from './faults.ts'
import { KindPicker } from './kind-picker.tsx'
import { Leaving } from './leaving.tsx'
import type { Needs } from './missing.ts'
import { People } from './people.tsx'
import { useSending } from './sending.tsx'

interface Props {
  /** Whom it begins with; the role picker leads from one to the other. */
  as: As
  onClose: () => void
}

/** One dialog for team members and experts. */
export function InviteDialog({ as, onClose }: Props) {
  const { terms, account, can } = useAccount()
  const experts = can('expert.invite') ? terms.experts : null
  const kinds: As[] = [...(can('member.invite') ? (['team'] as const) : []), ...(experts ? (['expert'] as const) : [])]
  const [draft, setDraft] = useState(() => newDraft(kinds.includes(as) ? as : (kinds[0] ?? as)))
  const edit = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const { needs, busy, faults, setFaults, error, refusals, send } = useSending(draft, onClose, () =>
    edit({ agreed: false }),
  )
  const [leaving, setLeaving] = useState(false)
  const form = useFirstFault(refusals)

  /** A stray click or key takes nothing away that was typed. */
  const dismiss = (reason: string) => {
    if (busy) return
    if (reason !== 'closeButton' && isTouched(draft)) setLeaving(true)
    else onClose()
  }
  const settle = (field: string) => setFaults((before) => faultsWithout(before, field))
  const beside = faultsBeside(faults, shownFields(draft, needs))
  const footer = leaving ? (
    <Leaving onStay={() => setLeaving(false)} onLeave={onClose} />
  ) : (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onClose} disabled={busy}>
          Cancel
        </Button>
        <Button variant="primary" onClick={send} loading={busy} loadingText="Sending">
          {draft.people.length > 1 ? `Send ${draft.people.length} invitations` : 'Send invitation'}
        </Button>
      </SpaceBetween>
    </Box>
  )
  return (
    <Modal
      visible
      size="large"
      header={`Invite to ${account.name}`}
      footer={footer}
      closeAriaLabel="Close"
      onDismiss={({ detail }) => dismiss(detail.reason)}
    >
      <div ref={form}>
        <SpaceBetween size="l">
          <Refused error={error} />
          {beside.length > 0 && (
            <Alert type="error" statusIconAriaLabel="Error">
              {beside.map(({ detail }) => detail).join('. ')}.
            </Alert>
          )}
          {kinds.length > 1 && (
            <KindPicker
              as={draft.as}
              onChange={(next) => {
                edit({ as: next })
                setFaults([])
              }}
            />
          )}
          <People
            draft={draft}
            needs={needs}
            faults={faults}
            onEdit={(at, part, change) => {
              settle(fieldOf(draft.as, at, part))
              edit({ people: draft.people.map((person, place) => (place === at ? { ...person, ...change } : person)) })
            }}
            onAdd={() => setDraft(withPerson)}
            onRemove={(at) => {
              setFaults((before) => faultsWithoutPerson(before, at))
              setDraft((before) => withoutPerson(before, at))
            }}
          />
          {draft.as === 'expert' && experts && (
            <ExpertTerms
              terms={experts}
              draft={draft}
              faults={faults}
              onEdit={(field, change) => {
                settle(field)
                edit(change)
              }}
            />
          )}
        </SpaceBetween>
      </div>
    </Modal>
  )
}

/** After a refusal the first field that it names is where one goes on. */
function useFirstFault(refusals: number) {
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [refusals])
  return form
}

function shownFields({ as, people }: Draft, { twoNames }: Needs): string[] {
  const names = as === 'team' && twoNames ? ['firstName', 'lastName'] : ['name']
  const parts = [...names, 'email', 'roles', 'levels']
  return [
    ...people.flatMap((_, at) => parts.map((part) => `${listOf(as)}[${at}].${part}`)),
    'access',
    'until',
    'consent',
  ]
}
