import { Refusal } from '../../shared/errors.ts'
import { type Attempt, once } from '../../shared/idempotency.ts'
import { requireNotTerminated } from '../../shared/lifecycle/rules.ts'
import { createMember } from '../../shared/members/create-member.ts'
import { type AddTo, inviteMembers } from '../../shared/members/invite-members.ts'
import type { Member } from '../../shared/members/model.ts'
import { provisionMember } from '../../shared/members/provision-member.ts'
import { AddMembers } from '../../shared/members/requests.ts'
import { loadTeamMember } from '../../shared/members/store.ts'
import { viewMembers } from '../../shared/members/view.ts'
import { actorOf, endpoint } from '../endpoint.ts'
import { body } from '../schema.ts'
import { authorityOf } from './authority-of.ts'

const readBody = body(AddMembers)

function add(to: AddTo, { members, create, provision }: AddMembers): Promise<readonly Member[]> {
  if (members) return inviteMembers(to, members)
  if (create) return createMember(to, create).then((member) => [member])
  if (!provision) throw new Error('the schema asks for one of them')
  if (to.authority.by) throw new Refusal('scope_missing', 'Only the platform makes known people members', 'provision')
  return provisionMember(to, provision).then((member) => [member])
}

/** A body is remembered by its hash, and a password must not be, not even so. */
function withoutPassword(attempt: Attempt | undefined, { create }: AddMembers): Attempt | undefined {
  if (!attempt || !create) return attempt
  const { password: _, repeatedPassword: __, ...rest } = create
  return { ...attempt, body: JSON.stringify(rest) }
}

export const addMembersEndpoint = endpoint({
  operation: 'addMembers',
  body: readBody,
  handle: async (request) => {
    const { body, now, attempt } = request
    const { account, authority } = await authorityOf(request)
    requireNotTerminated(account, now)
    const made = await once<readonly Member[]>(
      withoutPassword(attempt, body),
      now,
      (remember) => add({ account, authority, actor: actorOf(request), now, remember }, body),
      (ids) => Promise.all(ids.map((id) => loadTeamMember(account.id, id))),
    )
    return { status: 201, body: { items: await viewMembers(made, authority.policy, now) } }
  },
})
