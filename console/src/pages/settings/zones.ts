/** Time zones as somebody looks for them: by name, with the time it is there. Pure. */

const common = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** Such as `11:00, UTC+1`. */
function timeIn(timeZone: string, now: number): string {
  const clock = new Intl.DateTimeFormat('en-GB', { ...common, timeZone, timeZoneName: 'shortOffset' })
  const parts = new Map(clock.formatToParts(now).map(({ type, value }) => [type, value]))
  const offset = (parts.get('timeZoneName') ?? '').replace('GMT', 'UTC')
  return `${parts.get('hour')}:${parts.get('minute')}, ${offset}`
}

/** Browsers list these under the names of old, and understand both. */
const renamed = [
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Pohnpei',
  'UTC',
]

/** Undefined where this browser does not know the zone. */
function describe(timeZone: string, now: number): string | undefined {
  try {
    return timeIn(timeZone, now)
  } catch {
    return undefined
  }
}

/** `chosen` stays, also where this browser does not list it. */
export function zoneOptions(chosen: string, now: number) {
  return [...new Set([chosen, ...renamed, ...Intl.supportedValuesOf('timeZone')])].sort().map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
    description: describe(zone, now),
  }))
}
