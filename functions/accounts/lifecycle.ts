import { requirePermission } from '../../shared/accounts/require-guard.ts'
import { loadAccount } from '../../shared/accounts/store.ts'
import { viewAccount } from '../../shared/accounts/view.ts'
import { once } from '../../shared/idempotency.ts'
import { changeLifecycle, type Needing } from '../../shared/lifecycle/change-lifecycle.ts'
import { ChangeLifecycle } from '../../shared/lifecycle/model.ts'
import type { Asked } from '../../shared/lifecycle/move-rules.ts'
import { type Answer, actorOf, type Exchange, endpoint, param } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(ChangeLifecycle)

/** The row's guard is only the door: each action takes what the catalog says, and the platform needs nothing. */
const requirerFor =
  ({ inside, now }: Exchange) =>
  async (action: Needing): Promise<void> => {
    if (!inside) return
    const { account, catalog } = inside
    const wanted = { action: `lifecycle.${action}`, permission: catalog.lifecycle?.[action] }
    await requirePermission({ ...inside, account: account.id }, wanted, now)
  }

async function change(request: Exchange, asked: Asked): Promise<Answer> {
  const { ifVersion, now, attempt } = request
  const where = { account: param(request, 'account'), ifVersion, actor: actorOf(request), now }
  const changed = await once(
    attempt,
    now,
    (remember) => changeLifecycle({ ...where, asked, require: requirerFor(request), remember }),
    ([id = '']) => loadAccount(id),
  )
  return { status: 200, body: viewAccount(changed, now, request.inside?.access) }
}

export const changeLifecycleEndpoint = endpoint({
  operation: 'changeLifecycle',
  body: readBody,
  handle: (request) => change(request, request.body),
})

export const withdrawMoveEndpoint = endpoint({
  operation: 'withdrawMove',
  handle: (request) => change(request, { action: 'withdraw' }),
})
