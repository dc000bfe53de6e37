import { catalogFor, policyFor } from '../shared/accounts/policy.ts'
import { requireGuard } from '../shared/accounts/require-guard.ts'
import { loadAccess } from '../shared/accounts/store.ts'
import type { GuardedAction } from '../shared/catalogs/guards.ts'
import { Refusal } from '../shared/errors.ts'
import { isId } from '../shared/ids.ts'
import { principalIn } from '../shared/partners/principal.ts'
import { requireStaff } from '../shared/partners/require-staff.ts'
import { noteAgentSeen } from '../shared/partners/store.ts'
import type { Caller, Exchange, Inside } from './endpoint.ts'
import { type Needs, routes } from './routes.ts'

/** Refuses by default, before anything of the target is touched: every row of the routes says what it needs. */
export async function authorize(exchange: Exchange): Promise<void> {
  const needs: Needs = routes[exchange.endpoint.operation].needs
  if ('anyone' in needs) return
  const { caller, params } = exchange
  if (!caller) throw new Refusal('unauthenticated', 'This takes an access token')
  for (const [name, unknown] of tenants)
    if (params[name] !== undefined && !isId(params[name])) throw new Refusal(unknown, `There is no such ${name}`)
  return caller.kind === 'service' ? letService(caller, needs) : letPerson(caller, needs, exchange)
}

/** What is closed to strangers as a whole. */
const tenants = [
  ['account', 'account_unknown'],
  ['partner', 'partner_unknown'],
  ['organization', 'organization_unknown'],
] as const

type Closed = Exclude<Needs, { anyone: unknown }>

function letService(caller: Service, needs: Closed): void {
  if ('scope' in needs) {
    requireScope(caller, needs.scope)
    return
  }
  const whom = 'guard' in needs || 'letIn' in needs ? 'a signed-in member of the account' : 'a signed-in person'
  throw new Refusal('person_required', `This takes ${whom}`)
}

async function letPerson(person: Person, needs: Closed, exchange: Exchange): Promise<void> {
  const { params, now } = exchange
  if (person.delegation !== undefined && !('guard' in needs || 'letIn' in needs))
    throw new Refusal('invalid_header', 'Nobody is acted for here: leave it out', 'Gatepass-Delegation')
  if ('guard' in needs) exchange.inside = await enter(params.account ?? '', person, needs.guard, exchange)
  else if ('letIn' in needs) exchange.inside = await enter(params.account ?? '', person, undefined, exchange)
  else if ('agent' in needs) exchange.staff = await requireStaff(person.subject, needs, params.partner, now)
  else if ('staff' in needs) exchange.staff = await requireStaff(person.subject, needs, params.partner, now)
  else if ('scope' in needs)
    throw new Refusal('scope_missing', `This takes a service's token with scope ${needs.scope}`)
}

type Service = Extract<Caller, { kind: 'service' }>
type Person = Extract<Caller, { kind: 'person' }>
function requireScope({ scopes }: Service, scope: string): void {
  if (!scopes.includes(scope)) throw new Refusal('scope_missing', `This takes the scope ${scope}`)
}

/** Lets a member in whom the account's own catalog lets do this, where it is guarded at all. Strangers learn nothing of the account. */
async function enter(
  id: string,
  { subject, delegation }: Person,
  guard: GuardedAction | undefined,
  { now }: Exchange,
): Promise<Inside> {
  const person = { type: 'user', id: subject, ...(delegation !== undefined && { delegation }) } as const
  const [account, known] = await loadAccess(id, person)
  const access = await principalIn(account, known, person, now)
  if (!access) throw new Refusal('account_unknown', 'There is no such account, or you are not a member of it')
  const policy = await policyFor(account)
  const catalog = await catalogFor(account)
  if (guard) await requireGuard({ account: id, catalog, policy, access }, guard, now)
  if (access.kind === 'partner') await noteAgentSeen(subject, access, now)
  return { account, catalog, policy, access }
}
