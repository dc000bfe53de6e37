/** For how long somebody may act on behalf of another. Pure. */
const common = [0.5, 1, 2, 4, 8, 12, 24]

/** Hours to pick from: common ones within what the account allows, and the longest. */
export const windowsWithin = (longestHours: number): number[] => [
  ...common.filter((hours) => hours < longestHours),
  longestHours,
]

export const inWords = (hours: number): string =>
  hours < 1 ? `${Math.round(hours * 60)} minutes` : hours === 1 ? '1 hour' : `${hours} hours`

export const untilAfter = (hours: number, now: number): string => new Date(now + hours * 3_600_000).toISOString()
