/**
 * Which moments can be chosen for the end of access: days and times of the account's own zone, none of them past the
 * longest window. Pure: now is an argument.
 */
const minute = 60_000
const hour = 60 * minute

/** After `from`, up to and with `to`; in milliseconds. */
export interface Window {
  from: number
  to: number
}

export const windowFrom = (now: number, longestHours: number): Window => ({ from: now, to: now + longestHours * hour })

/** A moment as the zone's calendar and clock have it. */
interface Local {
  day: string
  time: string
  offset: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const two = '2-digit' as const
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', timeZoneName: 'shortOffset' },
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two },
  })
  formats.set(zone, format)
  return format
}

export function localOf(instant: number, zone: string): Local {
  const parts = formatOf(zone).formatToParts(instant)
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]))
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    time: `${part.hour}:${part.minute}`,
    offset: (part.timeZoneName ?? '').replace('GMT', 'UTC'),
  }
}

/** One end that can be chosen. */
export interface Choice {
  instant: string
  /** As the account's clocks show it. */
  time: string
  /** The same, told apart by its offset on the night when clocks go back and a time comes twice. */
  label: string
}

/** Zones are whole quarters of an hour apart, and none is further from UTC than this. */
const quarter = 15 * minute
const furthest = 14 * hour

/** Every half hour of a day (`2031-03-03`) that the window holds; none on a day that is no date. */
export function choicesOn(day: string, window: Window, zone: string): Choice[] {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(midnight)) return []
  const first = Math.max(midnight - furthest, (Math.floor(window.from / quarter) + 1) * quarter)
  const last = Math.min(midnight + 24 * hour + furthest, window.to)
  const found: (Local & { instant: string })[] = []
  for (let at = first; at <= last; at += quarter) {
    const local = localOf(at, zone)
    if (local.day === day && /:[03]0$/.test(local.time)) found.push({ ...local, instant: new Date(at).toISOString() })
  }
  return found.map(({ instant, time, offset }) => {
    const comesTwice = found.filter((other) => other.time === time).length > 1
    return { instant, time, label: comesTwice ? `${time} (${offset})` : time }
  })
}

/** Whether any end can be chosen on this day. */
export function isOpenDay(day: string, window: Window, zone: string): boolean {
  const [first, last] = daysOf(window, zone)
  return day >= first && day <= last && choicesOn(day, window, zone).length > 0
}

/** The first and the last day that the window touches. */
export const daysOf = ({ from, to }: Window, zone: string): readonly [string, string] => [
  localOf(from, zone).day,
  localOf(to, zone).day,
]

/** So many hours later than it ends now; undefined where that passes the longest window. */
export function extended(until: string, hours: number, window: Window): string | undefined {
  const later = Date.parse(until) + hours * hour
  return later <= window.to ? new Date(later).toISOString() : undefined
}

/** `3 days`, or `36 hours` where it is not whole days. */
export function spanInWords(hours: number): string {
  const [count, unit] = hours >= 48 && hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
