import { compile, type Policy } from '../access/compile.ts'
import { decide } from '../access/decide.ts'
import type { AccessRecord } from '../access/model.ts'
import { catalogFor } from '../accounts/policy.ts'
import type { PartnerAction } from '../catalogs/guards.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { agentOf } from './agent-access.ts'
import type { AgentRecord, Partner } from './model.ts'
import { accessOfAgent, statusOfAgent } from './rules.ts'
import { noteAgentSeen } from './store.ts'

type NeedsStaff = { agent: PartnerAction } | { staff: 'any' | 'lead' }

const policies = new WeakMap<Catalog, Policy>()

/** What a partner's own catalog decides, beside all accounts. */
function policyOf(catalog: Catalog): Policy {
  const known = policies.get(catalog) ?? compile(catalog)
  policies.set(catalog, known)
  return known
}

/**
 * Lets an agent of a partner do what concerns no account. Strangers learn nothing of a partner.
 * @throws Refusal partner_unknown for who is no agent, or of another partner; not_permitted.
 */
export async function requireStaff(
  subject: string,
  needs: NeedsStaff,
  partner: string | undefined,
  now: Instant,
): Promise<{ partner: Partner; agent: AgentRecord; catalog: Catalog }> {
  const found = await agentOf(subject)
  if (!found || (partner !== undefined && found.partner.id !== partner))
    throw new Refusal('partner_unknown', 'There is no such partner, or you are not an agent of it')
  const status = statusOfAgent(found.record, found.partner, now)
  if (status !== 'active') throw new Refusal('not_permitted', `Your place at this partner is ${status}`)
  const catalog = await catalogFor(found.partner)
  if ('agent' in needs) requireHeld(found, catalog, needs.agent, now)
  else if (needs.staff === 'lead' && !found.record.lead)
    throw new Refusal('not_permitted', 'This takes an agent who leads the staff of the partner')
  await noteAgentSeen(subject, accessOfAgent(found.record, found.partner, now), now)
  return { partner: found.partner, agent: found.record, catalog }
}

const opening = ({ partners }: Catalog, action: PartnerAction): readonly string[] => partners?.guards[action] ?? []

const holdsAny = (catalog: Catalog, access: AccessRecord, permissions: readonly string[], now: Instant): boolean =>
  permissions.some((permission) => decide(policyOf(catalog), access, permission, now).permit)

function requireHeld(
  { record, partner }: { record: AgentRecord; partner: Partner },
  catalog: Catalog,
  action: PartnerAction,
  now: Instant,
): void {
  const wanted = opening(catalog, action)
  if (wanted.length === 0) throw new Refusal('not_permitted', 'The catalog of this partner closes this to people')
  if (holdsAny(catalog, accessOfAgent(record, partner, now), wanted, now)) return
  throw new Refusal('not_permitted', `It takes the permission ${wanted.join(' or ')}`)
}

/** What `requireStaff` would say of an agent. */
export const mayAsStaff = (
  { record, partner }: { record: AgentRecord; partner: Partner },
  catalog: Catalog,
  action: PartnerAction,
  now: Instant,
): boolean => holdsAny(catalog, accessOfAgent(record, partner, now), opening(catalog, action), now)

/** Whether the role of this partner may, in its own catalog, whoever of its staff asks. */
export function roleMay({ id, role }: Partner, catalog: Catalog, action: PartnerAction, now: Instant): boolean {
  const anyone = { member: id, kind: 'partner', status: 'active', since: now, roles: [role], partner: id } as const
  return holdsAny(catalog, anyone, opening(catalog, action), now)
}
