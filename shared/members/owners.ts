/**
 * The active owners of an account, kept as a set beside its members. Every commit that changes who is one changes the
 * set, and the condition on the set is the guard: the last owner stays, however many try at once.
 */
import { Refusal } from '../errors.ts'
import { type Key, ownersKey } from '../keys.ts'
import type { Change } from '../table.ts'
import type { Member } from './model.ts'

const attribute = 'owners'

export const isActiveOwner = ({ kind, status, roles }: Member, ownerRole: string): boolean =>
  kind === 'team' && status === 'active' && roles.includes(ownerRole)

export const lastOwner = () =>
  new Refusal('last_owner', 'An account keeps at least one active owner: make another first')

const joins = (set: Key, member: string): Change => ({ set, attribute, add: member })

const leaves = (set: Key, member: string): Change => ({
  set,
  attribute,
  take: member,
  when: {
    text: 'contains(#owners, :me) AND size(#owners) > :one_owner',
    names: { '#owners': attribute },
    values: { ':me': member, ':one_owner': 1 },
  },
  otherwise: lastOwner(),
})

/** What a change of a member means for the owners; `before` is absent for a new member. */
export function ownersChange(before: Member | undefined, after: Member, ownerRole: string): Change[] {
  const was = before !== undefined && isActiveOwner(before, ownerRole)
  const is = isActiveOwner(after, ownerRole)
  if (was === is) return []
  const set = ownersKey(after.account)
  return [is ? joins(set, after.id) : leaves(set, after.id)]
}
