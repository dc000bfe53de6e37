import { catalogFor } from '../accounts/policy.ts'
import type { AuditItem } from '../audit/entry.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { type Fault, refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Organization, Partner } from '../partners/model.ts'
import { loadPartner, partnerAsRead } from '../partners/store.ts'
import { again, commit, requireVersion, versionIs } from '../table.ts'
import type { UpdateOrganization } from './model.ts'
import { readReseller } from './reseller.ts'
import { agentFaults, changedExpress, expressFaults } from './rules.ts'
import { loadOrganization, organizationItem } from './store.ts'

interface Update {
  organization: string
  body: UpdateOrganization
  /** The partner whose agent asks; the platform may do everything. */
  by?: string | undefined
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

/**
 * Changes an organization, or moves it to another reseller with all accounts under it: whose those are follows from
 * here, so it is in force with the next decision, however many they are.
 * @throws Refusal organization_unknown, not_permitted for what agents do not set, version_conflict, and as `createOrganization`.
 */
export const updateOrganization = ({ organization, body, by, ifVersion, actor, now }: Update): Promise<Organization> =>
  again(async () => {
    const before = await loadOrganization(organization, by)
    requireVersion(before, ifVersion)
    if (by !== undefined) refuseAny(agentFaults(body))
    const { owner, moved, faults } = await ownerAfter(before, body, now)
    const after: Organization = {
      ...before,
      name: body.name ?? before.name,
      reseller: body.reseller ?? before.reseller,
      hostsExpress: body.hostsExpress ?? before.hostsExpress,
      express: changedExpress(before.express, body.express),
      version: before.version + 1,
    }
    const catalog = owner && (await catalogFor(owner))
    refuseAny([...faults, ...(moved || body.express ? expressFaults(after.express, catalog) : [])])
    await commit(
      [
        ...(owner && moved ? [partnerAsRead(owner)] : []),
        { put: organizationItem(after), when: versionIs(before.version) },
      ],
      entriesOf(before, after, { actor, now, moved }),
    )
    return after
  })

async function ownerAfter(
  { reseller }: Organization,
  body: UpdateOrganization,
  now: Instant,
): Promise<{ owner?: Partner | undefined; moved: boolean; faults: readonly Fault[] }> {
  if (body.reseller === undefined || body.reseller === reseller)
    return { owner: await loadPartner(reseller), moved: false, faults: [] }
  const { partner: owner, faults } = await readReseller(body.reseller, now)
  return { owner, moved: true, faults }
}

const told = ({ name, reseller, hostsExpress, express }: Organization) => ({ name, reseller, hostsExpress, express })

/** Kept under the partner that has it then; of a move both know. */
function entriesOf(
  before: Organization,
  after: Organization,
  { actor, now, moved }: Pick<Update, 'actor' | 'now'> & { moved: boolean },
): [AuditItem, ...AuditItem[]] {
  const entry = (account: string): AuditItem['entry'] => ({
    ...{ id: newId(now), account, at: now, actor, target: after.id },
    ...{ action: moved ? 'organization.moved' : 'organization.updated' },
    ...{ before: told(before), after: told(after) },
  })
  // Once for both: the accounts under it are told.
  const known = { entry: entry(before.reseller), without: ['tell-accounts'] as const }
  return [{ entry: entry(after.reseller) }, ...(moved ? [known] : [])]
}
