import Calendar from '@cloudscape-design/components/calendar'
import DateInput from '@cloudscape-design/components/date-input'
import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TimeInput from '@cloudscape-design/components/time-input'
import { useEffect, useState } from 'react'
import { instantOf } from './filter.ts'

interface Props {
  value: string | null
  onChange: (value: string | null) => void
  /** What is being typed into the filter box, such as an ISO date; absent where a condition is edited. */
  filter?: string | undefined
}

const two = (number: number) => String(number).padStart(2, '0')

/** Date and time on the reader's clock. */
function partsOf(value: string | null): [date: string, time: string] {
  const at = value ? new Date(instantOf(value)) : undefined
  if (!at || Number.isNaN(at.getTime())) return ['', '']
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return [date, `${two(at.getHours())}:${two(at.getMinutes())}`]
}

/** A day from the calendar, at its beginning until somebody says at which hour. */
export function MomentForm({ value, onChange, filter }: Props) {
  const [[date, time], setParts] = useState(() => partsOf(value))
  const isNew = filter !== undefined
  const choose = (date: string, time: string) => {
    setParts([date, time])
    onChange(/^\d{4}-\d{2}-\d{2}$/.test(date) ? instantOf(`${date}T${time.length === 5 ? time : '00:00'}`) : null)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is taken over when it changes
  useEffect(() => {
    const [typed, at] = partsOf(filter ?? null)
    if (typed) choose(typed, at)
  }, [filter])
  return (
    <SpaceBetween size="s">
      <SpaceBetween size="xs" direction="horizontal">
        <FormField label="Date">
          {isNew ? (
            <DateInput value={date} placeholder="YYYY/MM/DD" onChange={({ detail }) => choose(detail.value, time)} />
          ) : (
            <DatePicker
              value={date}
              locale="en-GB"
              placeholder="YYYY/MM/DD"
              expandToViewport
              onChange={({ detail }) => choose(detail.value, time)}
            />
          )}
        </FormField>
        <FormField label="Time">
          <TimeInput
            value={time}
            format="hh:mm"
            placeholder="00:00"
            onChange={({ detail }) => choose(date, detail.value)}
          />
        </FormField>
      </SpaceBetween>
      {isNew && (
        <Calendar value={date} locale="en-GB" ariaLabel="Days" onChange={({ detail }) => choose(detail.value, time)} />
      )}
    </SpaceBetween>
  )
}
