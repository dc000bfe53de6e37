import { Refusal, refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import { commit } from '../table.ts'
import { roleFaults } from './authority.ts'
import { newLevelFaults } from './giving-rules.ts'
import { type AddTo, alreadyThere, releaseOverdue } from './invite-members.ts'
import type { TeamMember } from './model.ts'
import { ownersChange } from './owners.ts'
import type { KnownMember } from './requests.ts'
import { nameFaults, nameOf, normalEmail } from './rules.ts'
import { accessFree, accessItem, lockEmail, newMember } from './store.ts'

/**
 * Makes a person the platform knows a member, active at once. Nobody is mailed: the platform vouches for them.
 * @throws Refusal with every fault at its field; already_member, already_invited.
 */
export async function provisionMember(add: AddTo, person: KnownMember): Promise<TeamMember> {
  const { account, authority, actor, now, remember } = add
  refuseAny([
    ...nameFaults(person, authority.catalog.members.shortestName, 'provision.'),
    ...roleFaults(authority, person.roles, 'provision.roles'),
    ...newLevelFaults({ authority, guard: 'member.invite', now }, person, 'provision.'),
  ])
  const { firstName, lastName, subject, levels } = person
  const member: TeamMember & { email: string } = {
    id: newId(now),
    account: account.id,
    kind: 'team',
    status: 'active',
    name: nameOf(person),
    ...(firstName !== undefined && lastName !== undefined && { firstName, lastName }),
    email: normalEmail(person.email),
    subject,
    roles: [...new Set(person.roles)],
    ...(levels && { levels }),
    createdAt: now,
    acceptedAt: now,
    version: 1,
  }
  await releaseOverdue(add, [member])
  const already = new Refusal('already_member', 'This person is a member of this account', 'provision.subject')
  await commit(
    [
      ...remember([member.id]),
      ...newMember(member),
      lockEmail(member, alreadyThere('provision.email')),
      { put: accessItem(member, subject), when: accessFree, otherwise: already },
      ...ownersChange(undefined, member, authority.catalog.ownerRole),
    ],
    [
      {
        entry: {
          ...{ id: newId(now), account: account.id, at: now, actor, target: member.id },
          action: 'member.provisioned',
          after: { status: 'active', roles: member.roles, ...(levels && { levels }) },
        },
      },
    ],
  )
  return member
}
