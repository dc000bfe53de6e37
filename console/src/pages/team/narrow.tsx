/** Everything that narrows the list down: search, conditions, status, role, and who is active. */
import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TextFilter from '@cloudscape-design/components/text-filter'
import Toggle from '@cloudscape-design/components/toggle'
import { useEffect, useState } from 'react'
import { useAccount } from '../../shell/account.tsx'
import type { Asked } from './asked.ts'
import { Conditions } from './conditions.tsx'
import { statuses } from './properties.ts'

interface Props {
  asked: Asked
  ask: (change: Asked, options?: { replace: boolean }) => void
  wrong: Partial<Record<string, string>>
  count: string
  isLoading: boolean
}

export function Narrow({ asked, ask, wrong, count, isLoading }: Props) {
  const { terms } = useAccount()
  const roles = Object.fromEntries(terms.roles.map(({ id, name }) => [id, name]))
  return (
    <SpaceBetween size="s">
      <Grid
        gridDefinition={[
          { colspan: { default: 12, xs: 4 } },
          { colspan: { default: 6, xs: 3 } },
          { colspan: { default: 6, xs: 3 } },
          { colspan: { default: 12, xs: 2 } },
        ]}
      >
        <Search search={asked.search ?? ''} ask={ask} wrong={wrong.search} />
        <Choice label="Status" all="Any status" labels={statuses} {...choiceOf('status', asked, ask, wrong)} />
        <Choice label="Role" all="Any role" labels={roles} {...choiceOf('role', asked, ask, wrong)} />
        <Box padding={{ top: 'xxs' }}>
          <Toggle
            checked={asked.activeOnly === 'true'}
            onChange={({ detail }) => ask({ activeOnly: detail.checked ? 'true' : '' })}
          >
            Active only
          </Toggle>
        </Box>
      </Grid>
      <Conditions filter={asked.filter ?? ''} ask={ask} wrong={wrong.filter} count={count} isLoading={isLoading} />
    </SpaceBetween>
  )
}

function Search({ search, ask, wrong }: { search: string; ask: Props['ask']; wrong: string | undefined }) {
  const [text, setText] = useState(search)
  useEffect(() => setText(search), [search])
  return (
    <FormField errorText={wrong} stretch>
      <TextFilter
        filteringText={text}
        filteringPlaceholder="Find by name, login or email"
        filteringAriaLabel="Find members"
        filteringClearAriaLabel="Clear search"
        onChange={({ detail }) => setText(detail.filteringText)}
        onDelayedChange={({ detail }) => ask({ search: detail.filteringText.trim() }, { replace: true })}
      />
    </FormField>
  )
}

const choiceOf = (name: 'status' | 'role', asked: Asked, ask: Props['ask'], wrong: Props['wrong']) => ({
  value: asked[name] ?? '',
  wrong: wrong[name],
  onChoose: (value: string) => ask({ [name]: value }),
})

interface ChoiceProps {
  label: string
  all: string
  labels: Readonly<Record<string, string>>
  value: string
  wrong: string | undefined
  onChoose: (value: string) => void
}

function Choice({ label, all, labels, value, wrong, onChoose }: ChoiceProps) {
  const options = [{ value: '', label: all }, ...Object.entries(labels).map(([value, label]) => ({ value, label }))]
  return (
    <FormField errorText={wrong} stretch>
      <Select
        ariaLabel={label}
        options={options}
        selectedOption={options.find((one) => one.value === value) ?? { value, label: value }}
        onChange={({ detail }) => onChoose(detail.selectedOption.value ?? '')}
      />
    </FormField>
  )
}
