import type { Instant } from '../clock.ts'

const format = (at: Instant, timeZone: string): string => {
  const date = new Date(at)
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(date.getUTCSeconds() > 0 && { second: '2-digit' }),
  }).format(date)
}

/** For whom no time zone is known. */
export const showUtc = (at: Instant): string => `${format(at, 'UTC')} UTC`

/** A moment as people of the account read it, and in UTC: `Tue, 24 Nov 2026, 16:00 (Europe/Rome), which is …15:00 UTC`. */
export const showInstant = (at: Instant, timeZone: string): string =>
  `${format(at, timeZone)} (${timeZone}), which is ${format(at, 'UTC')} UTC`

export const showUntil = (until: Instant | null, timeZone: string): string =>
  until === null ? 'until somebody revokes it' : showInstant(until, timeZone)

/** The same for a line of a table, in a year that is clear: `Tue 24 Nov, 16:30 (15:30 UTC)`. */
export function showBriefly(at: Instant, timeZone: string): string {
  const date = new Date(at)
  const brief = (zone: string, day: boolean) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      ...(day && ({ weekday: 'short', day: 'numeric', month: 'short' } as const)),
      hour: '2-digit',
      minute: '2-digit',
    }).format(date)
  const dayIn = (zone: string) => new Intl.DateTimeFormat('en-GB', { timeZone: zone }).format(date)
  return `${brief(timeZone, true)} (${brief('UTC', dayIn(timeZone) !== dayIn('UTC'))} UTC)`
}

/** From one day to another, as people of the account count days: `16 Nov to 23 Nov 2026`. */
export function showDays(from: Instant, to: Instant, timeZone: string): string {
  const shown = (at: Instant, more = {}) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short', ...more }).format(new Date(at))
  return `${shown(from)} to ${shown(to, { year: 'numeric' })}`
}
