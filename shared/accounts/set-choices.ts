import { compileAccount } from '../access/compile.ts'
import { type Difference, difference } from '../access/effective.ts'
import type { Actor } from '../audit/model.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import { accessRecord } from '../members/access-record.ts'
import { membersPage } from '../members/store.ts'
import { again, commit, requireVersion, versionIs } from '../table.ts'
import type { Account } from './model.ts'
import { basePolicy, catalogFor, policyFor } from './policy.ts'
import { choiceFaults, type Kind, withChoices } from './role-rules.ts'
import { accountItem, loadAccount } from './store.ts'

interface Set {
  account: string
  role: string
  kind: Kind
  choices: Readonly<Record<string, boolean>>
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
}

/**
 * Sets some switches or restrictions of a role; in force with the next decision.
 * @throws Refusal role_unknown, role_locked, switch_unknown, restriction_unknown, version_conflict.
 */
export const setChoices = ({ account, role, kind, choices, ifVersion, actor, now }: Set): Promise<Account> =>
  again(async () => {
    const before = await loadAccount(account)
    requireVersion(before, ifVersion)
    const catalog = await catalogFor(before)
    refuseAny(choiceFaults(catalog, role, kind, choices))
    const after: Account = {
      ...before,
      policy: withChoices(before.policy, role, kind, choices),
      policyVersion: before.policyVersion + 1,
      version: before.version + 1,
    }
    await commit(
      [{ put: accountItem(after), when: versionIs(before.version) }],
      [
        {
          entry: {
            id: newId(now),
            account,
            at: now,
            action: kind === 'switches' ? 'role.switched' : 'role.restricted',
            actor,
            target: account,
            before: { role, ...inForce(before, catalog, role, kind, choices) },
            after: { role, ...choices },
          },
        },
      ],
    )
    return after
  })

/** What the same names said before: the account's own choice, or the catalog's. */
function inForce({ policy }: Account, { roles }: Catalog, role: string, kind: Kind, choices: Set['choices']) {
  const granted = kind === 'switches' ? (roles.find(({ id }) => id === role)?.permissions ?? []) : []
  const own = policy && Object.hasOwn(policy[kind], role) ? policy[kind][role] : undefined
  return Object.fromEntries(Object.keys(choices).map((id) => [id, own?.[id] ?? granted.includes(id)]))
}

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
export async function previewChoices({
  account: id,
  role,
  kind,
  choices,
}: Omit<Set, 'actor' | 'now'>): Promise<Preview> {
  const account = await loadAccount(id)
  const catalog = await catalogFor(account)
  refuseAny(choiceFaults(catalog, role, kind, choices))
  const before = await policyFor(account)
  const after = compileAccount(await basePolicy(account), catalog, withChoices(account.policy, role, kind, choices))
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
