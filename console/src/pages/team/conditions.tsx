import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter'
import { useAccount } from '../../shell/account.tsx'
import type { Asked } from './asked.ts'
import { filterText, type Group, readFilter } from './filter.ts'
import { propertiesFor, valuesFor } from './properties.ts'

interface Props {
  filter: string
  ask: (change: Asked) => void
  wrong: string | undefined
  count: string
  isLoading: boolean
}

/** Any number of conditions on any property, joined by and, or. */
export function Conditions({ filter, ask, wrong, count, isLoading }: Props) {
  const place = useAccount()
  const query = readFilter(filter)
  const onChange: PropertyFilterProps['onChange'] = ({ detail: { operation, tokenGroups = [] } }) =>
    ask({ filter: filterText({ operation, tokens: tokenGroups as Group['tokens'] }) })
  if (!query)
    return (
      <Alert
        type={wrong ? 'error' : 'info'}
        statusIconAriaLabel={wrong ? 'Error' : 'Info'}
        header="The address of this page holds a filter of its own"
        action={<Button onClick={() => ask({ filter: '' })}>Clear filter</Button>}
      >
        {filter}
        {wrong && <div>{wrong}.</div>}
      </Alert>
    )
  return (
    <FormField errorText={wrong} stretch>
      <PropertyFilter
        query={{ operation: query.operation, tokens: [], tokenGroups: query.tokens }}
        onChange={onChange}
        enableTokenGroups
        disableFreeTextFiltering
        filteringProperties={propertiesFor(place)}
        filteringOptions={valuesFor(place)}
        filteringPlaceholder="Add a condition: property, comparison, value"
        filteringAriaLabel="Add a condition"
        countText={wrong ? '' : count === '1' ? '1 match' : `${count} matches`}
        loading={isLoading}
        expandToViewport
      />
    </FormField>
  )
}
