import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { useEffect, useRef, useState } from 'react'
import { Refused } from '../parts/refused.tsx'
import { useAccount } from '../shell/account.tsx'
import { type As, type Draft, fieldOf, isTouched, listOf, newDraft, withoutPerson, withPerson } from './draft.ts'
import { ExpertTerms } from './expert-terms.tsx'
import { faultsBeside, faultsWithout, faultsWithoutPerson } from './faults.ts'
import { People } from './people.tsx'
import { useSending } from './sending.tsx'
import { spanInWords } from './window.ts'

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
  const beside = faultsBeside(faults, shownFields(draft))
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
            <Tiles
              ariaLabel="Role"
              columns={2}
              value={draft.as}
              onChange={({ detail }) => {
                edit({ as: detail.value as As })
                setFaults([])
              }}
              items={[
                { value: 'team', label: 'Team member', description: 'Holds roles in this account, without an end.' },
                {
                  value: 'expert',
                  label: experts?.name,
                  description: `Helps from outside: limited, watched, and out again${
                    experts?.mayEndNever
                      ? ' when you say so'
                      : ` within ${spanInWords(experts?.longestWindowHours ?? 0)}`
                  }.`,
                },
              ]}
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

function shownFields({ as, people }: Draft): string[] {
  const parts = ['name', 'firstName', 'lastName', 'email', 'roles', 'levels']
  return [
    ...people.flatMap((_, at) => parts.map((part) => `${listOf(as)}[${at}].${part}`)),
    'access',
    'until',
    'consent',
  ]
}

const Leaving = ({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) => (
  <Box float="right">
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Box>Discard what you typed?</Box>
      <Button onClick={onStay}>Keep writing</Button>
      <Button variant="primary" onClick={onLeave}>
        Discard
      </Button>
    </SpaceBetween>
  </Box>
)
