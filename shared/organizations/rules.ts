import type { Account } from '../accounts/model.ts'
import { regionFaults, timeZoneFaults } from '../accounts/rules.ts'
import type { Consequence } from '../audit/consequences.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Fault } from '../errors.ts'
import type { Organization, Partner } from '../partners/model.ts'
import type { UpdateOrganization } from './model.ts'

/** What new Express accounts start with has to be something they can have. */
export const expressFaults = ({ region, timeZone }: Organization['express'], catalog: Catalog | undefined): Fault[] =>
  [...(region !== undefined && catalog ? regionFaults(region, catalog) : []), ...timeZoneFaults(timeZone)].map(
    (fault) => ({ ...fault, field: `express.${fault.field}` }),
  )

/** What only the platform sets. Source: talkdesk.r07. */
export function agentFaults({ reseller, hostsExpress, express }: UpdateOrganization): Fault[] {
  const named = { reseller, hostsExpress, 'express.licenseLimit': express?.licenseLimit }
  return Object.entries(named).flatMap(([field, value]) =>
    value === undefined ? [] : [{ code: 'not_permitted', detail: 'The platform alone sets this', field }],
  )
}

/** The settings as they are with these changes; null takes one away. */
export function changedExpress(
  was: Organization['express'],
  changes: UpdateOrganization['express'] = {},
): Organization['express'] {
  const { region = was.region, timeZone = was.timeZone, licenseLimit = was.licenseLimit } = changes
  const given = (value: string | number | null | undefined) => value !== undefined && value !== null
  return {
    ...(given(region) && { region }),
    ...(given(timeZone) && { timeZone }),
    ...(given(licenseLimit) && { licenseLimit }),
  } as Organization['express']
}

/** Whether agents of this partner can hold anything in accounts of this catalog. */
export function closedFaults({ partners }: Catalog, { role }: Partner): Fault[] {
  if (!partners) return [{ code: 'partners_closed', detail: 'The catalog of this account lets no partners in' }]
  if (partners.roles.some(({ id }) => id === role)) return []
  return [{ code: 'partner_role_unknown', detail: `The catalog of this account has no partner role ${role}` }]
}

type Tied = Pick<Account, 'engaged'>

/** Whom the owner need not be told of: who is in both before and after, in one way or another. */
export function notNews(
  { engaged = [] }: Tied,
  was: string | undefined,
  is: string | undefined,
): readonly Consequence[] {
  const stays = (partner: string | undefined) => partner === undefined || was === is || engaged.includes(partner)
  return [
    ...(stays(is) ? (['mail.partner-joined'] as const) : []),
    ...(stays(was) ? (['mail.partner-left'] as const) : []),
  ]
}

export const viewOrganization = ({ express, ...organization }: Organization) => {
  const { region = null, timeZone = null, licenseLimit = null } = express
  return { ...organization, express: { region, timeZone, licenseLimit } }
}
