import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import { api, must } from '../../api/client.ts'
import { Problem } from '../../api/problem.ts'
import { refresh } from '../../api/queries.ts'
import { type End, EndPicker } from '../../invite/end-picker.tsx'
import { localOf } from '../../invite/window.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Instant } from '../../parts/instant.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { type DialogProps, useParams } from './confirmations.tsx'
import { nameOf, Until } from './expert-cells.tsx'

/** Moves the end of an active expert's access, to earlier or later. */
export function EditDuration({ expert, onClose }: DialogProps) {
  const { account, terms } = useAccount()
  const params = useParams(expert)
  const notices = useNotices()
  const [kind, setKind] = useState<'custom' | 'never'>('custom')
  const [end, setEnd] = useState<End>({
    day: expert.until ? localOf(Date.parse(expert.until), account.timeZone).day : '',
    until: '',
  })
  const [refused, setRefused] = useState<string>()
  const save = async () => {
    const until = kind === 'never' ? null : end.until
    if (until === '') {
      setRefused('Choose the day and the time at which access ends')
      throw new Error('Nothing was changed yet: say when access ends.')
    }
    try {
      await must(api.PATCH('/api/accounts/{account}/experts/{member}', { params, body: { until } }))
    } catch (problem) {
      const atField = problem instanceof Problem ? problem.at('until') : undefined
      setRefused(atField)
      throw atField ? new Error('Nothing was changed: choose another end.') : problem
    }
    notices.done(<Changed name={nameOf(expert)} until={until} />)
    await refresh(account.id)
  }
  return (
    <Confirm title={`Edit the duration of ${nameOf(expert)}`} action="Save" onConfirm={save} onClose={onClose}>
      <FormField label="Access ends at present">
        <Until expert={expert} />
      </FormField>
      <FormField label="Allow access till" errorText={refused} stretch>
        {terms.experts?.mayEndNever && (
          <RadioGroup
            ariaLabel="Allow access till"
            value={kind}
            onChange={({ detail }) => setKind(detail.value as typeof kind)}
            items={[
              { value: 'custom', label: 'Custom date and time' },
              { value: 'never', label: 'No limit', description: 'Access stays until somebody revokes it.' },
            ]}
          />
        )}
        {kind === 'custom' && (
          <EndPicker
            {...end}
            onChange={(next) => {
              setRefused(undefined)
              setEnd(next)
            }}
            longestHours={terms.experts?.longestWindowHours ?? 0}
          />
        )}
      </FormField>
    </Confirm>
  )
}

/** Also said where an end is moved with one click. */
export function Changed({ name, until }: { name: string; until: string | null }) {
  if (until === null) return `${name} has access until somebody revokes it.`
  return (
    <>
      {name} has access until <Instant at={until} />.
    </>
  )
}
