/** The end of access, by day and time of the account's own zone, beside what that is for the viewer and in UTC. */
import ColumnLayout from '@cloudscape-design/components/column-layout'
import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useAccount } from '../shell/account.tsx'
import { inUtc, written } from '../time.ts'
import { choicesOn, daysOf, isOpenDay, localOf, spanInWords, windowFrom } from './window.ts'

export interface End {
  day: string
  /** Empty until a time is chosen, too. */
  until: string
}

interface Props extends End {
  onChange: (end: End) => void
  longestHours: number
  dayError?: string | undefined
  timeError?: string | undefined
}

const two = (number: number) => String(number).padStart(2, '0')
/** The calendar's days are midnights of the viewer's zone; what counts is how they are written. */
const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
const shortDay = (day: string) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  )

export function EndPicker({ day, until, onChange, longestHours, dayError, timeError }: Props) {
  const { timeZone } = useAccount().account
  const window = windowFrom(Date.now(), longestHours)
  const choices = choicesOn(day, window, timeZone)
  const [first, last] = daysOf(window, timeZone).map(shortDay)
  const options = choices.map(({ instant, label }) => ({ value: instant, label }))
  const isWhole = /^\d{4}-\d\d-\d\d$/.test(day)
  const tooFar = isWhole && choices.length === 0 ? `Choose a day from ${first} to ${last}` : undefined
  const choose = (next: string) => {
    const time = until && localOf(Date.parse(until), timeZone).time
    onChange({ day: next, until: choicesOn(next, window, timeZone).find((one) => one.time === time)?.instant ?? '' })
  }
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={2} minColumnWidth={180}>
        <FormField
          label="Date"
          constraintText={`From ${first} to ${last}: at most ${spanInWords(longestHours)} from now`}
          errorText={tooFar ?? dayError}
        >
          <DatePicker
            value={day}
            onChange={({ detail }) => choose(detail.value)}
            isDateEnabled={(date) => isOpenDay(dayOf(date), window, timeZone)}
            dateDisabledReason={() => `Access ends within ${spanInWords(longestHours)} from now`}
            locale="en-GB"
            placeholder="YYYY/MM/DD"
            expandToViewport
          />
        </FormField>
        <FormField label="Time" constraintText={`By the account’s clock, ${timeZone}`} errorText={timeError}>
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === until) ?? null}
            onChange={({ detail }) => onChange({ day, until: detail.selectedOption.value ?? '' })}
            placeholder="Choose a time"
            disabled={choices.length === 0}
            expandToViewport
          />
        </FormField>
      </ColumnLayout>
      {until !== '' && <Everywhere at={until} timeZone={timeZone} />}
    </SpaceBetween>
  )
}

/** One moment, as the account, the viewer, and everybody has it. */
function Everywhere({ at, timeZone }: { at: string; timeZone: string }) {
  const [there, here] = [written(at, timeZone), written(at)]
  const both = there === here
  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={150}
      items={[
        { label: both ? 'In the account and for you' : 'In the account', value: there },
        ...(both ? [] : [{ label: 'For you', value: here }]),
        { label: 'In UTC', value: inUtc(at) },
      ]}
    />
  )
}
