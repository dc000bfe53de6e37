import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TimeInput from '@cloudscape-design/components/time-input'
import { instantOf, type Moment, soon } from './moment.ts'

interface Props {
  moment: Moment | undefined
  onChange: (moment: Moment | undefined) => void
}

/** Now, or a date and a time in the reader's own zone. */
export function TimePicker({ moment, onChange }: Props) {
  return (
    <SpaceBetween size="xs">
      <FormField label="When">
        <RadioGroup
          value={moment ? 'then' : 'now'}
          onChange={({ detail }) => onChange(detail.value === 'now' ? undefined : soon(Date.now()))}
          items={[
            { value: 'now', label: 'Now' },
            { value: 'then', label: 'At another time', description: 'With roles and settings as they are now.' },
          ]}
        />
      </FormField>
      {moment && <Then moment={moment} onChange={onChange} />}
    </SpaceBetween>
  )
}

function Then({ moment, onChange }: { moment: Moment; onChange: Props['onChange'] }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const isWhole = instantOf(moment) !== undefined
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <FormField label="Date">
        <DatePicker
          value={moment.date}
          onChange={({ detail }) => onChange({ ...moment, date: detail.value })}
          openCalendarAriaLabel={(chosen) => (chosen ? `Choose a date, ${chosen} is chosen` : 'Choose a date')}
          placeholder="YYYY/MM/DD"
        />
      </FormField>
      <FormField
        label="Time"
        constraintText={`In your zone, ${zone}`}
        errorText={!isWhole && 'Choose a date and a time, such as 14:30.'}
      >
        <TimeInput
          value={moment.time}
          onChange={({ detail }) => onChange({ ...moment, time: detail.value })}
          format="hh:mm"
          placeholder="hh:mm"
        />
      </FormField>
    </SpaceBetween>
  )
}
