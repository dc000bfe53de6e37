import type { Account } from '../accounts/model.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { type ChangeMember, envelopeOf } from '../members/change-member.ts'
import { planEraseMfa } from '../members/keep-login.ts'
import type { UpdateMember } from '../members/requests.ts'
import { loadTeamMember } from '../members/store.ts'
import { planUpdate } from '../members/update-member.ts'
import { type Waitable, waitable } from '../partners/limits.ts'
import { commit, rehearse } from '../table.ts'
import type { WaitingChange } from './model.ts'
import { dueOf } from './rules.ts'
import { newChange } from './store.ts'

/** What of a change by an agent has to wait. @throws Refusal too_much_at_once where something else is asked for with it. */
export function waitingPart(where: ChangeMember, body: UpdateMember): Waitable | undefined {
  const what = waitable.find((one) => one in body && dueOf(where, one) !== undefined)
  if (what !== undefined && Object.keys(body).length > 1)
    throw new Refusal('too_much_at_once', 'In this account this has to wait: ask for it alone', what)
  return what
}

/**
 * Keeps what an agent asks for until it is due. All that would be refused now is refused now.
 * @returns undefined where nothing would change.
 * @throws Refusal change_waiting while another of its kind waits; and as the change itself.
 */
export async function askChange(
  where: ChangeMember & { account: Account },
  what: Waitable,
  body: WaitingChange['body'] = {},
): Promise<WaitingChange | undefined> {
  const { account, authority, member, actor, now } = where
  const dueAt = dueOf(where, what)
  if (dueAt === undefined) throw new Error('it need not wait')
  // When it is due, the time to act on behalf of anybody is long over.
  if (authority.by?.delegation)
    throw new Refusal('not_permitted', 'In this account this has to wait: ask for it in your own name', what)
  const before = await loadTeamMember(account.id, member)
  const seen = what === 'roles' ? { roles: before.roles } : what === 'email' ? { email: before.email } : {}
  const asked = { ...where, waited: { since: now, seen } }
  const { changes, entries } = await (what === 'mfa' ? planEraseMfa(asked) : planUpdate({ ...asked, body }))
  if (entries.length === 0) return undefined
  await rehearse(changes)
  const change: WaitingChange = {
    ...{ kind: 'waiting-change', id: newId(now), account: account.id, member, what, body, seen, actor },
    ...{ askedAt: now, dueAt, status: 'waiting', version: 1 },
  }
  const taken = new Refusal('change_waiting', 'Such a change of this member waits already', what)
  await commit(newChange(change, taken), [
    {
      entry: {
        ...{ id: newId(now), account: account.id, at: now, action: 'change.asked', actor, target: member },
        after: { change: change.id, what, dueAt, ...(body.roles && { roles: body.roles }) },
      },
      ...envelopeOf(before),
    },
  ])
  return change
}
