/** When digests are due: Mondays, 07:00, by the account's own clocks, in summer and in winter. Pure. */
import type { Instant } from '../clock.ts'
import { day, hour, millis } from '../time.ts'

const sevenOClock = 7 * hour
const week = 7

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function ahead(at: number, timeZone: string): number {
  const number = 'numeric'
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...({ year: number, month: number, day: number, hour: number, minute: number, second: number } as const),
  })
  const shown = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0
  const reading = [part('hour'), part('minute'), part('second')] as const
  const whole = Math.floor(at / 1000) * 1000
  return Date.UTC(part('year'), part('month') - 1, part('day'), ...reading) - whole
}

/** What the clocks of a zone show, counted as if they showed UTC. */
const clockAt = (at: Instant, timeZone: string): number => millis(at) + ahead(millis(at), timeZone)

/** When the clocks of a zone show this. The first guess may lie on the other side of a change of the clocks. */
function whenClockShows(clock: number, timeZone: string): Instant {
  const guess = clock - ahead(clock, timeZone)
  return new Date(clock - ahead(guess, timeZone)).toISOString()
}

/** The first Monday, 07:00, after this moment. */
export function nextDigest(now: Instant, timeZone: string): Instant {
  const today = Math.floor(clockAt(now, timeZone) / day)
  // Day 0 was a Thursday.
  const sinceMonday = (today + 3) % week
  const onDay = (count: number) => whenClockShows(count * day + sevenOClock, timeZone)
  const thisWeek = onDay(today - sinceMonday)
  return thisWeek > now ? thisWeek : onDay(today - sinceMonday + week)
}

/** The same date and time by the clocks of another zone: an account that moves keeps its Monday. */
export const sameClock = (at: Instant, from: string, to: string): Instant => whenClockShows(clockAt(at, from), to)

/** Of all that are due by now the last one: who missed some is told once, of everything since. */
export function latestDue(next: Instant, now: Instant, timeZone: string): Instant {
  const after = nextDigest(next, timeZone)
  return after > now ? next : latestDue(after, now, timeZone)
}
