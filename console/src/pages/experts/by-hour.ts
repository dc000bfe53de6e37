/** What somebody did, counted hour by hour. Pure. */
const hour = 3_600_000

interface Done {
  at: string
  outcome: string
  personalData?: true | undefined
}

/** Each is counted once: what was refused first, then what touched personal data. */
export type Series = 'done' | 'refused' | 'personal'

export const seriesOf = ({ outcome, personalData }: Done): Series => {
  if (outcome === 'denied' || outcome === 'failed') return 'refused'
  return personalData ? 'personal' : 'done'
}

export interface Bar {
  from: number
  count: Record<Series, number>
}

/** So many bars can be told apart. */
export const mostBars = 72

/** Fewer hours would make one bar as wide as the page. */
export const fewestBars = 12

/**
 * A bar for each hour from the first in which something was done to the last, and on to the fewest that are drawn; the
 * latest of them where they are too many.
 */
export function byHour(items: readonly Done[], fewest = 1): Bar[] {
  const hours = items.map(({ at }) => Math.floor(Date.parse(at) / hour))
  if (hours.length === 0) return []
  const last = Math.max(Math.max(...hours), Math.min(...hours) + fewest - 1)
  const first = Math.max(Math.min(...hours), last - mostBars + 1)
  const bars: Bar[] = Array.from({ length: last - first + 1 }, (_, at) => ({
    from: (first + at) * hour,
    count: { done: 0, refused: 0, personal: 0 },
  }))
  for (const [at, item] of items.entries()) {
    const bar = bars[(hours[at] ?? 0) - first]
    if (bar) bar.count[seriesOf(item)]++
  }
  return bars
}
