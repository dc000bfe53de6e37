/** What of a trail is asked for, as the address keeps it: so that a filtered list can be sent to somebody, and reloaded. Pure. */

export interface Asked {
  /** A member, an agent, or a delegation. */
  member?: string
  action?: string
  /** The last so much time, such as `7-day`; or between two instants. */
  last?: string
  from?: string
  to?: string
}

const names = ['member', 'action', 'last', 'from', 'to'] as const

export type Range =
  | {
      type: 'relative'
      amount: number
      unit: 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'
      key?: string
    }
  | { type: 'absolute'; startDate: string; endDate: string }

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 }
const isUnit = (unit: string | undefined): unit is keyof typeof units => unit !== undefined && unit in units

export const lastOnes = [
  { key: '1-hour', amount: 1, unit: 'hour', type: 'relative' },
  { key: '24-hour', amount: 24, unit: 'hour', type: 'relative' },
  { key: '7-day', amount: 7, unit: 'day', type: 'relative' },
  { key: '30-day', amount: 30, unit: 'day', type: 'relative' },
] as const

/** What in the address is not what was meant to stand there is left out, rather than refused. */
export function readAsked(search: string): Asked {
  const query = new URLSearchParams(search)
  const found = names.flatMap((name) => {
    const value = query.get(name)
    return value && isKnown(name, value) ? [[name, value]] : []
  })
  const { last, ...rest }: Asked = Object.fromEntries(found)
  return last && !rest.from && !rest.to ? { last, ...rest } : rest
}

function isKnown(name: (typeof names)[number], value: string): boolean {
  if (name === 'last') return parseLast(value) !== undefined
  if (name === 'from' || name === 'to') return !Number.isNaN(Date.parse(value))
  return true
}

export function writeAsked(asked: Asked): string {
  const query = new URLSearchParams()
  for (const name of names) if (asked[name]) query.set(name, asked[name])
  return query.toString()
}

function parseLast(last: string | undefined) {
  const [amount, unit] = last?.split('-') ?? []
  return isUnit(unit) && Number(amount) > 0 ? { amount: Number(amount), unit } : undefined
}

/** The query that the API takes. The last so much is counted from `now`. */
export function queryOf({ member, action, last, from, to }: Asked, now: number): Omit<Asked, 'last'> {
  const span = parseLast(last)
  const since = span ? new Date(now - span.amount * units[span.unit]).toISOString() : from
  return { ...(member && { member }), ...(action && { action }), ...(since && { from: since }), ...(to && { to }) }
}

/** For the picker. */
export function rangeOf({ last, from, to }: Asked): Range | null {
  const span = parseLast(last)
  if (span) return { type: 'relative', ...span, ...(last && { key: last }) }
  return from && to ? { type: 'absolute', startDate: from, endDate: to } : null
}

/** From the picker, whose instants carry the reader's offset. */
export function withRange({ member, action }: Asked, range: Range | null): Asked {
  const rest = { ...(member && { member }), ...(action && { action }) }
  if (!range) return rest
  if (range.type === 'relative') return { ...rest, last: `${range.amount}-${range.unit}` }
  const utc = (instant: string) => new Date(instant).toISOString()
  return { ...rest, from: utc(range.startDate), to: utc(range.endDate) }
}

/** Why the picker's choice cannot be asked for. */
export function rangeFault(range: Range | null): string | undefined {
  if (range?.type === 'relative')
    return isUnit(range.unit) && range.amount > 0 ? undefined : 'Choose how long, such as 7 days.'
  if (!range) return undefined
  const [from, to] = [Date.parse(range.startDate), Date.parse(range.endDate)]
  if (Number.isNaN(from) || Number.isNaN(to)) return 'Choose both a beginning and an end.'
  return from > to ? 'The end comes before the beginning.' : undefined
}
