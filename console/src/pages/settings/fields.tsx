import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { type AccountPlace, useAccount } from '../../shell/account.tsx'
import type { Account } from './settings.tsx'
import { zoneOptions } from './zones.ts'

export const fields = ['name', 'timeZone', 'reportEmail'] as const
export type Draft = Pick<Account, (typeof fields)[number]>

/** Which outsiders there can be, the catalog says. */
function reported({ experts, partners }: AccountPlace['terms']): string {
  if (experts) return 'What an expert did'
  return partners ? 'What an agent did on behalf of a member' : 'What somebody from outside did'
}

interface FieldsProps {
  draft: Draft
  set: (change: Partial<Draft>) => void
  at: (field: keyof Draft) => string | undefined
}

export function Fields({ draft: { name, timeZone, reportEmail }, set, at }: FieldsProps) {
  const { terms } = useAccount()
  const [zones] = useState(() => zoneOptions(timeZone, Date.now()))
  return (
    <SpaceBetween size="m">
      <FormField label="Name" description="As members and invited people read it." errorText={at('name')}>
        <Input value={name} onChange={({ detail }) => set({ name: detail.value })} />
      </FormField>
      <FormField
        label="Time zone"
        description="Deadlines in mails are told in it, beside UTC."
        errorText={at('timeZone')}
      >
        <Select
          filteringType="auto"
          filteringPlaceholder="Find a city or region"
          filteringAriaLabel="Find a time zone"
          empty="No such time zone"
          virtualScroll
          selectedOption={zones.find(({ value }) => value === timeZone) ?? { value: timeZone, label: timeZone }}
          options={zones}
          triggerVariant="option"
          onChange={({ detail }) => set({ timeZone: detail.selectedOption.value ?? timeZone })}
        />
      </FormField>
      <FormField
        label="Report address"
        description={`${reported(terms)} is mailed here when the access ends.`}
        errorText={at('reportEmail')}
      >
        <Input
          type="email"
          inputMode="email"
          value={reportEmail}
          onChange={({ detail }) => set({ reportEmail: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  )
}
