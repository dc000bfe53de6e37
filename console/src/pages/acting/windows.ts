/** For how long somebody may act on behalf of another. Pure. */
const common = [0.5, 1, 2, 4, 8, 12, 24]

/** Hours to pick from: common ones within what the account allows, and the longest. */
export const windowsWithin = (longestHours: number): number[] => [
  ...common.filter((hours) => hours < longestHours),
  longestHours,
]

export const inWords = (hours: number): string =>
  hours < 1 ? `${Math.round(hours * 60)} minutes` : hours === 1 ? '1 hour' : `${hours} hours`

const minute = 60_000

/** To the minute, as it is shown, and never past it: a clock that is ahead a little does not ask for too long. */
export const untilAfter = (hours: number, now: number): string =>
  new Date(Math.floor((now + hours * 60 * minute) / minute) * minute).toISOString()
