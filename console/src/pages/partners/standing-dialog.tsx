import Box from '@cloudscape-design/components/box'
import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TimeInput from '@cloudscape-design/components/time-input'
import { useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { consequences, isMove, type LifecycleAction, verbs } from './standing-words.ts'

interface Props {
  action: LifecycleAction | 'withdraw'
  onClose: () => void
}

/** In the viewer's own zone. Undefined until both are there. */
function momentOf(date: string, time: string): string | undefined {
  const moment = new Date(`${date}T${time}`)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}

/** Says what follows, and asks when a move shall happen. */
export function StandingDialog({ action, onClose }: Props) {
  const { id, account } = useAccount()
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [date, setDate] = useState('')
  const [time, setTime] = useState('09:00')
  const { done } = useNotices()
  const at = when === 'later' ? momentOf(date, time) : undefined
  const send = async (key: string) => {
    const path = { account: id }
    if (action === 'withdraw') {
      const header = ifMatch(account.version)
      await must(api.DELETE('/api/accounts/{account}/lifecycle/planned', { params: { path, header } }))
    } else {
      const header = { 'Idempotency-Key': key }
      const body = { action, ...(at && { at }) }
      await must(api.POST('/api/accounts/{account}/lifecycle', { params: { path, header }, body }))
    }
    await refresh(id)
    done(at ? 'It is planned. Everybody concerned is told.' : 'It is done. Everybody concerned is told.')
  }
  return (
    <FormDialog
      title={`${verbs[action]}: ${account.name}`}
      action={verbs[action]}
      fields={['at']}
      onSend={send}
      onClose={onClose}
      disabled={when === 'later' && !at}
    >
      {(fault) => (
        <SpaceBetween size="m">
          <Box variant="p">{consequences[action]}</Box>
          {isMove(action) && (
            <FormField label="When">
              <RadioGroup
                value={when}
                items={[
                  { value: 'now', label: 'Now' },
                  { value: 'later', label: 'At a time to come' },
                ]}
                onChange={({ detail }) => setWhen(detail.value as 'now' | 'later')}
              />
            </FormField>
          )}
          {when === 'later' && (
            <FormField label="Date and time" constraintText="In your own time zone." errorText={fault('at')}>
              <SpaceBetween direction="horizontal" size="xs">
                <DatePicker
                  value={date}
                  placeholder="YYYY/MM/DD"
                  ariaLabel="Date"
                  isDateEnabled={(day) => day.getTime() > Date.now() - 86_400_000}
                  onChange={({ detail }) => setDate(detail.value)}
                />
                <TimeInput
                  value={time}
                  format="hh:mm"
                  placeholder="hh:mm"
                  ariaLabel="Time"
                  onChange={({ detail }) => setTime(detail.value)}
                />
              </SpaceBetween>
            </FormField>
          )}
        </SpaceBetween>
      )}
    </FormDialog>
  )
}
