import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { api, must } from '../../api/client.ts'
import { Problem } from '../../api/problem.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { Instant } from '../../parts/instant.tsx'
import { actUnder } from '../../session/acting.ts'
import { useAccount } from '../../shell/account.tsx'
import { actingNames } from '../../words.ts'
import { MemberPicker, type Picked } from './member-picker.tsx'
import { inWords, untilAfter, windowsWithin } from './windows.ts'

const longestReason = 500
type Access = 'read-only' | 'write'

/** An agent says for whom, why and until when; from then on the tab acts on behalf of that member. */
export function ActDialog({ onClose }: { onClose: () => void }) {
  const { id: account, terms } = useAccount()
  const allowed = terms.partners?.delegation ?? { longestHours: 1, write: false }
  const [member, setMember] = useState<Picked>()
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState(Math.min(1, allowed.longestHours))
  // What is shown is what is sent, and is sent again where an answer got lost on the way.
  const [until, setUntil] = useState(() => untilAfter(hours, Date.now()))
  const [access, setAccess] = useState<Access>('read-only')
  const options = windowsWithin(allowed.longestHours).map((one) => ({ value: String(one), label: inWords(one) }))
  const accesses: Access[] = allowed.write ? ['read-only', 'write'] : ['read-only']
  const start = async (key: string) => {
    if (!member) throw new Problem(422, [{ code: 'member_unknown', detail: 'Choose the member', field: 'onBehalfOf' }])
    const delegation = await must(
      api.POST('/api/accounts/{account}/delegations', {
        params: { path: { account }, header: { 'Idempotency-Key': key } },
        body: { onBehalfOf: member.id, reason, until, access },
      }),
    )
    actUnder(account, delegation.id)
  }
  return (
    <FormDialog
      title="Act on behalf of a member"
      action="Start"
      fields={['onBehalfOf', 'reason', 'until', 'access']}
      onSend={start}
      onClose={onClose}
    >
      {(at) => (
        <SpaceBetween size="m">
          <Box variant="p" color="text-body-secondary">
            You can do what both you and the member may. Your name and theirs stand on all of it. The account is told
            that you begin, and gets a report when it ends.
          </Box>
          <FormField label="On behalf of" errorText={at('onBehalfOf')}>
            <MemberPicker picked={member} onPick={setMember} />
          </FormField>
          <FormField
            label="Reason"
            description="The account reads it, so say what you were asked to do."
            constraintText={`3 to ${longestReason} characters. ${longestReason - reason.length} left.`}
            errorText={at('reason')}
          >
            <Textarea value={reason} rows={3} onChange={({ detail }) => setReason(detail.value)} />
          </FormField>
          <FormField
            label="For how long"
            constraintText={
              <span>
                Until <Instant at={until} />. At most {inWords(allowed.longestHours)}.
              </span>
            }
            errorText={at('until')}
          >
            <Select
              expandToViewport
              selectedOption={options.find(({ value }) => value === String(hours)) ?? null}
              options={options}
              onChange={({ detail }) => {
                const chosen = Number(detail.selectedOption.value)
                setHours(chosen)
                setUntil(untilAfter(chosen, Date.now()))
              }}
            />
          </FormField>
          <FormField label="What you may do" errorText={at('access')}>
            <RadioGroup
              value={access}
              items={accesses.map((value) => ({
                value,
                label: actingNames[value].name,
                description: actingNames[value].meaning,
              }))}
              onChange={({ detail }) => setAccess(detail.value as Access)}
            />
          </FormField>
        </SpaceBetween>
      )}
    </FormDialog>
  )
}
