import type { AccessRecord } from '../shared/access/model.ts'
import { catalogFor, policyFor } from '../shared/accounts/policy.ts'
import { requireGuard } from '../shared/accounts/require-guard.ts'
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

/** Lets a member in whom the account's own catalog lets do this. Strangers learn nothing of the account. */
async function enter(id: string, subject: string, guard: GuardedAction, { now }: Exchange): Promise<Inside> {
  const [account, known] = await loadAccess(id, { type: 'user', id: subject })
  const access = known as AccessRecord | undefined
  if (!access) throw new Refusal('account_unknown', 'There is no such account, or you are not a member of it')
  const policy = await policyFor(account)
  const catalog = await catalogFor(account)
  await requireGuard({ account: id, catalog, policy, access }, guard, now)
  return { account, catalog, policy, access }
}
