import { compileAccount } from '../access/compile.ts'
import { type Difference, difference } from '../access/effective.ts'
import type { AccessRecord } from '../access/model.ts'
import { refuseAny } from '../errors.ts'
import { accessRecord } from '../members/access-record.ts'
import { membersPage } from '../members/store.ts'
import { type ChangeAccount, changeAccount } from './change-account.ts'
import type { Account } from './model.ts'
import { basePolicy, catalogFor, policyFor } from './policy.ts'
import { type Choice, choiceFaults, freedFaults, heldFaults, inForce, withChoices } from './role-rules.ts'
import { loadAccount } from './store.ts'

interface ChoiceIn extends Choice {
  account: string
}

/**
 * Sets some switches or restrictions of a role.
 * @throws Refusal role_unknown, role_locked, switch_unknown, restriction_unknown, and as `changeAccount`.
 */
export const setChoices = ({
  role,
  kind,
  choices,
  by,
  ...where
}: ChoiceIn & ChangeAccount & { by: AccessRecord }): Promise<Account> =>
  changeAccount(where, kind === 'switches' ? 'role.switched' : 'role.restricted', async (before) => {
    refuseAny(choiceFaults(await catalogFor(before), role, kind, choices))
    const was = inForce(before, await policyFor(before), { role, kind, choices })
    refuseAny(freedFaults(by, { role, kind, choices }, was))
    if (kind === 'switches') refuseAny(heldFaults(await policyFor(before), by, choices))
    const policy = withChoices(before.policy, role, kind, choices)
    return {
      changes: { policy, policyVersion: before.policyVersion + 1 },
      before: { role, ...was },
      after: { role, ...choices },
    }
  })

export interface Preview {
  /** What changes for whoever holds only this role. */
  role: Difference
  /** Members for whom something changes, as far as they were looked at. */
  members: ({ member: string; name: string | null } & Difference)[]
  looked: number
  /** Whether there are members that were not looked at. */
  more: boolean
}

/** A preview looks at so many members; what changes for the role is told in full. */
const mostLookedAt = 500

/** Who would lose and gain what, from the same code that decides. Changes nothing. */
export async function previewChoices({ account: id, role, kind, choices }: ChoiceIn): Promise<Preview> {
  const account = await loadAccount(id)
  const catalog = await catalogFor(account)
  refuseAny(choiceFaults(catalog, role, kind, choices))
  const before = await policyFor(account)
  const own = withChoices(account.policy, role, kind, choices)
  const after = compileAccount(await basePolicy(account), catalog, own, account.options ?? [])
  const { items, next } = await membersPage(id, { limit: mostLookedAt })
  const changed = items
    .map((member) => ({ member: member.id, name: member.name, ...difference(before, after, accessRecord(member)) }))
    .filter(({ gains, loses, masked, unmasked }) => gains.length + loses.length + masked.length + unmasked.length > 0)
  const kindOf = role === 'expert' ? 'expert' : 'team'
  const holder = {
    member: '',
    kind: kindOf,
    status: 'active',
    roles: [role],
    grant: { access: 'limited-write', until: null },
  } as const
  return { role: difference(before, after, holder), members: changed, looked: items.length, more: next !== undefined }
}
