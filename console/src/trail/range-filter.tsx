/** Since when, or from when to when: in the reader's zone, told in UTC beside. */
import DateRangePicker from '@cloudscape-design/components/date-range-picker'
import { inUtc, written } from '../time.ts'
import { lastOnes, type Range, rangeFault, rangeOf, withRange } from './asked.ts'
import type { Trail } from './use-trail.ts'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

const relative = ({ amount, unit }: { amount: number; unit: string }) =>
  `Last ${amount === 1 ? '' : `${amount} `}${unit}${amount === 1 ? '' : 's'}`

export function RangeFilter({ trail: { asked, ask } }: { trail: Trail }) {
  return (
    <DateRangePicker
      value={rangeOf(asked)}
      relativeOptions={lastOnes}
      customRelativeRangeUnits={['minute', 'hour', 'day', 'week']}
      isValidRange={(range) => {
        const fault = rangeFault(range as Range | null)
        return fault ? { valid: false, errorMessage: fault } : { valid: true }
      }}
      onChange={({ detail }) => ask(withRange(asked, detail.value as Range | null))}
      getTimeOffset={(date) => -date.getTimezoneOffset()}
      placeholder="Any time"
      absoluteFormat="long-localized"
      locale="en-GB"
      timeInputFormat="hh:mm"
      hideTimeOffset={false}
      expandToViewport
      i18nStrings={{ ...words, formatRelativeRange: relative }}
    />
  )
}

const words = {
  ariaLabel: 'Time',
  customRelativeRangeOptionLabel: 'Another length',
  customRelativeRangeOptionDescription: 'Set how far back',
  dateTimeConstraintText: `Times are in ${zone}, in 24 hours.`,
}

/** The chosen time in words. A reader elsewhere is told what it is in UTC. */
export function RangeInWords({ trail: { asked, query } }: { trail: Trail }) {
  const { from, to } = query
  if (!from) return <>Newest first. Times are in {zone}; hover over one for UTC.</>
  const end = to ? `${written(to)} (${inUtc(to)})` : asked.last ? 'now' : 'the newest'
  return (
    <>
      From {written(from)} ({inUtc(from)}) to {end}. Newest first.
    </>
  )
}
