/** Instants in words. Everything is stored in UTC, shown in the reader's own zone, and told in UTC beside. */
const full: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
}

export const written = (instant: string | number, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', { ...full, ...(timeZone && { timeZone }) }).format(new Date(instant))

export const inUtc = (instant: string | number): string => written(instant, 'UTC')

const two = (number: number) => String(number).padStart(2, '0')

/** What is left, such as `2 d 03:12:07`; undefined when it is over. */
export function left(millis: number): string | undefined {
  if (millis <= 0) return undefined
  const seconds = Math.ceil(millis / 1000)
  const days = Math.floor(seconds / 86_400)
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return days > 0 ? `${days} d ${clock}` : clock
}
