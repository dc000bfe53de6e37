/** An instant as somebody sends it, read by hand as `Moment` reads one: where no schema library is loaded. */
import type { Instant } from '../clock.ts'

const withOffset = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** In UTC; undefined for what is none. */
export function instantFrom(value: unknown): Instant | undefined {
  const [, date] = (typeof value === 'string' && withOffset.exec(value)) || []
  const instant = date !== undefined && isOnCalendar(date) ? new Date(String(value)).toISOString() : undefined
  // Beyond the years 0000 to 9999 an instant no longer sorts as text: a deadline would lie after it.
  return instant !== undefined && /^\d/.test(instant) ? instant : undefined
}

/** `Date` takes the 30th of February for the 2nd of March. */
function isOnCalendar(date: string): boolean {
  const day = new Date(`${date}T00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}
