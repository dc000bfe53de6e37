/** What can be done with who is selected. What is not possible says why. */
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Suspense, useState } from 'react'
import { later } from '../../parts/later.ts'
import { useAccount } from '../../shell/account.tsx'
import { stepNames } from './consequences.tsx'
import type { Member } from './members.ts'
import { guards, type Step, steps, whyNot } from './steps.ts'

const EditDialog = later(async () => (await import('./edit-dialog.tsx')).EditDialog)
const PasswordDialog = later(async () => (await import('./login-dialogs.tsx')).PasswordDialog)
const StepDialog = later(async () => (await import('./step-dialog.tsx')).StepDialog)

interface Props {
  members: readonly Member[]
  onRemoved?: () => void
}

export function MemberActions({ members, onRemoved }: Props) {
  const { can, me, terms } = useAccount()
  const [asked, setAsked] = useState<{ step: Step | 'edit'; members: readonly Member[] }>()
  const why = (step: Step | 'edit') => whyNot(step, members, { self: me.member, mayLeave: terms.members.mayLeave })
  const close = () => setAsked(undefined)
  const possible = steps.filter(
    (step) => can(guards[step]) && (step !== 'set-password' || terms.members.login !== null),
  )
  // As they are now: what is refused over what they were can be tried again.
  const meant = asked?.members.map((was) => members.find(({ id }) => id === was.id) ?? was) ?? []
  const [member] = meant
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {can('member.update') && (
          <Button
            disabled={why('edit') !== undefined}
            disabledReason={why('edit')}
            onClick={() => setAsked({ step: 'edit', members })}
          >
            Edit
          </Button>
        )}
        {possible.length > 0 && (
          <ButtonDropdown
            disabled={members.length === 0}
            disabledReason={why('resend')}
            expandToViewport
            items={possible.map((id) => ({
              id,
              text: stepNames[id].verb,
              disabled: why(id) !== undefined,
              disabledReason: why(id),
            }))}
            onItemClick={({ detail }) => setAsked({ step: detail.id as Step, members })}
          >
            Actions
          </ButtonDropdown>
        )}
      </SpaceBetween>
      <Suspense fallback={null}>
        {asked?.step === 'edit' && member && <EditDialog member={member} onClose={close} />}
        {asked?.step === 'set-password' && member && <PasswordDialog member={member} onClose={close} />}
        {asked && asked.step !== 'edit' && asked.step !== 'set-password' && (
          <StepDialog
            step={asked.step}
            members={meant}
            onClose={close}
            {...(asked.step === 'remove' && onRemoved && { onDone: onRemoved })}
          />
        )}
      </Suspense>
    </>
  )
}
