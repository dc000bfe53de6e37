import type { Account } from '../accounts/model.ts'
import { catalogFor, policyFor } from '../accounts/policy.ts'
import { requireGuard } from '../accounts/require-guard.ts'
import { loadAccount } from '../accounts/store.ts'
import { auditPut } from '../audit/entry.ts'
import type { Instant } from '../clock.ts'
import { problems, Refusal } from '../errors.ts'
import { eraseMfa } from '../members/keep-login.ts'
import { updateMember } from '../members/update-member.ts'
import { accessOfActor } from '../partners/principal.ts'
import { absent, isConflict } from '../table.ts'
import { endChange, entryOf, over } from './end-change.ts'
import type { WaitingChange } from './model.ts'
import { endedChange, loadChange } from './store.ts'

export interface ChangeRef {
  account: string
  change: string
}

type SystemActor = 'schedule' | 'sweep'

/**
 * Makes a change whose time has come, in the name of the agent who asked: everything is checked anew, and what is
 * refused now is refused for good. A firing that is early or doubled does nothing.
 * @returns whether it came to its end while this ran. @throws what passes by itself: then it is tried again.
 */
export async function makeChange(ref: ChangeRef, by: SystemActor, now: Instant): Promise<boolean> {
  const change = await loadChange(ref.account, ref.change)
  if (change?.status !== 'waiting' || now < change.dueAt) return false
  const actor = { type: 'system', id: by } as const
  const end = { actor, now }
  try {
    await make(await loadAccount(ref.account), change, by, now)
    // What holds already is not committed again.
    const left = await loadChange(ref.account, ref.change)
    if (left?.status === 'waiting') await endChange(left, { ended: { status: 'done' }, ...end })
    return true
  } catch (error) {
    if (!(error instanceof Refusal) || problems[error.code] >= 500 || isConflict(error)) throw error
    return endChange(change, { ended: { status: 'refused', reason: error.code }, ...end }).then(
      () => true,
      // Somebody else was faster, with this call's own change or with another end.
      (late) => {
        if (late instanceof Refusal && late.code === over().code) return false
        throw late
      },
    )
  }
}

const guards = { email: 'member.update', roles: 'member.update', mfa: 'login.erase-mfa' } as const

async function make(account: Account, change: WaitingChange, by: SystemActor, now: Instant): Promise<void> {
  const { member, what, body, seen, actor, askedAt } = change
  const access = await accessOfActor(account, actor, now)
  if (!access) throw new Refusal('account_unknown', 'The account is not of the agent’s partner any more')
  const [catalog, policy] = [await catalogFor(account), await policyFor(account)]
  await requireGuard({ account: account.id, catalog, policy, access }, guards[what], now)
  const done = { status: 'done' } as const
  const entry = entryOf(change, { ended: done, actor: { type: 'system', id: by }, now })
  const where = {
    ...{ account, authority: { catalog, policy, by: access }, member, actor, now },
    waited: { since: askedAt, seen },
    also: [...endedChange(change, { ...done, endedAt: now }, over()), { put: auditPut({ entry }), when: absent }],
  }
  await (what === 'mfa' ? eraseMfa(where) : updateMember({ ...where, body }))
}
