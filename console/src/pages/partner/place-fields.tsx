import FormField from '@cloudscape-design/components/form-field'
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { usePartner } from './partner.ts'

interface Props {
  region: string
  timeZone: string
  onRegion: (region: string) => void
  onTimeZone: (timeZone: string) => void
  /** What stands for nothing chosen. */
  none: string
  regionFault: string | undefined
  timeZoneFault: string | undefined
}

const zones = Intl.supportedValuesOf('timeZone')

/** Where an account is, and what its clocks show. */
export function PlaceFields({ region, timeZone, onRegion, onTimeZone, none, ...faults }: Props) {
  const { regions } = usePartner()
  const nothing: SelectProps.Option = { value: '', label: none }
  const places = [nothing, ...regions.map(({ id, name }) => ({ value: id, label: name }))]
  const known = timeZone === '' || zones.includes(timeZone) ? zones : [timeZone, ...zones]
  const clocks = [nothing, ...known.map((value) => ({ value, label: value }))]
  const chosen = (options: SelectProps.Option[], value: string) => options.find((one) => one.value === value) ?? null
  return (
    <SpaceBetween size="m">
      <FormField label="Region" errorText={faults.regionFault}>
        <Select
          expandToViewport
          selectedOption={chosen(places, region)}
          options={places}
          onChange={({ detail }) => onRegion(detail.selectedOption.value ?? '')}
        />
      </FormField>
      <FormField label="Time zone" errorText={faults.timeZoneFault}>
        <Select
          expandToViewport
          selectedOption={chosen(clocks, timeZone)}
          options={clocks}
          filteringType="auto"
          filteringAriaLabel="Find a time zone"
          filteringPlaceholder="Find a time zone"
          virtualScroll
          onChange={({ detail }) => onTimeZone(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </SpaceBetween>
  )
}
