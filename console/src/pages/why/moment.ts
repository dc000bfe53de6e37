/** A date and a time as somebody writes them, in their own zone. */
export interface Moment {
  date: string
  time: string
}

const two = (number: number) => String(number).padStart(2, '0')

export function momentOf(instant: string | number): Moment {
  const at = new Date(instant)
  return {
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}`,
  }
}

/** The next full hour: where somebody who asks about another time begins. */
export const soon = (now: number): Moment => momentOf(Math.ceil((now + 1) / 3_600_000) * 3_600_000)

export function instantOf({ date, time }: Moment): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time)) return undefined
  const at = new Date(`${date}T${time}:00`)
  // `Date` takes the 30th of February for the 2nd of March.
  return Number.isNaN(at.getTime()) || momentOf(at.getTime()).date !== date ? undefined : at.toISOString()
}
