import { decideInAccount } from '../shared/access/decide-in-account.ts'
import { recordDecision } from '../shared/access/evaluate.ts'
import type { AccessRecord } from '../shared/access/model.ts'
import { catalogFor, policyFor } from '../shared/accounts/policy.ts'
import { loadAccess } from '../shared/accounts/store.ts'
import type { GuardedAction } from '../shared/catalogs/guards.ts'
import { Refusal } from '../shared/errors.ts'
import { isId } from '../shared/ids.ts'
import type { Caller, Exchange, Inside } from './endpoint.ts'
import { type Needs, routes } from './routes.ts'

/** Refuses by default, before anything of the target is touched: every row of the routes says what it needs. */
export async function authorize(exchange: Exchange): Promise<void> {
  const needs: Needs = routes[exchange.endpoint.operation].needs
  const { account } = exchange.params
  if ('anyone' in needs) return
  const { caller } = exchange
  if (!caller) throw new Refusal('unauthenticated', 'This takes an access token')
  if (account !== undefined && !isId(account)) throw new Refusal('account_unknown', 'There is no such account')

  if (caller.kind === 'service' && 'scope' in needs) return requireScope(caller, needs.scope)
  if ('guard' in needs) {
    if (caller.kind === 'service') throw new Refusal('person_required', 'This takes a signed-in member of the account')
    exchange.inside = await enter(account ?? '', caller.subject, needs.guard, exchange)
    return
  }
  if ('signedIn' in needs && caller.kind === 'person') return
  if ('scope' in needs) throw new Refusal('scope_missing', `This takes a service's token with scope ${needs.scope}`)
  throw new Refusal('person_required', 'This takes a signed-in person')
}

function requireScope({ scopes }: Extract<Caller, { kind: 'service' }>, scope: string): void {
  if (!scopes.includes(scope)) throw new Refusal('scope_missing', `This takes the scope ${scope}`)
}

/** Decides with the account's own catalog, as for any other permission. Strangers learn nothing of the account. */
async function enter(id: string, subject: string, guard: GuardedAction, { now }: Exchange): Promise<Inside> {
  const [account, known] = await loadAccess(id, { type: 'user', id: subject })
  const access = known as AccessRecord | undefined
  if (!access) throw new Refusal('account_unknown', 'There is no such account, or you are not a member of it')
  const policy = await policyFor(account)
  const catalog = await catalogFor(account)
  const permission = catalog.guards[guard]
  if (permission === undefined) throw new Refusal('not_permitted', 'The catalog of this account closes this to people')
  const decision = decideInAccount(policy, access, permission, now)
  if (access.kind === 'expert') {
    const request = { resource: { type: 'gatepass', id: guard } }
    await recordDecision({ account: id, access, policy, permission, request, decision, at: now })
  }
  if (!decision.permit) throw new Refusal('not_permitted', `It takes the permission ${permission}: ${decision.reason}`)
  return { account, catalog, policy, access }
}
