import type { Catalog } from '../catalogs/schema.ts'
import type { Fault } from '../errors.ts'
import type { CreateAccount } from './model.ts'

/** Whether the runtime can show times in this IANA zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    // Offsets such as +02:00 are accepted by Intl but are not zones: they know no summer time.
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}

export const timeZoneFaults = (timeZone: string | undefined): Fault[] =>
  timeZone === undefined || isTimeZone(timeZone)
    ? []
    : [{ code: 'time_zone_unknown', detail: 'Name an IANA time zone, such as Europe/Rome', field: 'timeZone' }]

export function regionFaults(region: string, { regions }: Catalog): Fault[] {
  if (regions.some(({ id }) => id === region)) return []
  const detail = `Regions of this catalog: ${regions.map(({ id }) => id).join(', ')}`
  return [{ code: 'region_unknown', detail, field: 'region' }]
}

/** Everything that keeps an account from being created under this catalog. */
export function accountFaults(body: CreateAccount, catalog: Catalog | undefined): Fault[] {
  const faults = timeZoneFaults(body.timeZone)
  if (!catalog) return [...faults, { code: 'catalog_unknown', detail: 'There is no such catalog', field: 'catalog' }]
  faults.push(...regionFaults(body.region, catalog))
  const { shortestName } = catalog.members
  if (body.owner.name.length < shortestName)
    faults.push({
      code: 'name_too_short',
      detail: `A name has at least ${shortestName} characters`,
      field: 'owner.name',
    })
  return faults
}
