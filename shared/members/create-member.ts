import { type Fault, Refusal, refuseAny } from '../errors.ts'
import { createLogin, deleteLogin } from '../identity.ts'
import { newId } from '../ids.ts'
import { commit } from '../table.ts'
import { roleFaults } from './authority.ts'
import { newLevelFaults } from './giving-rules.ts'
import type { AddTo } from './invite-members.ts'
import type { TeamMember } from './model.ts'
import { ownersChange } from './owners.ts'
import type { NewLogin } from './requests.ts'
import { isLogin, nameFaults, nameOf, passwordFaults } from './rules.ts'
import { accessFree, accessItem, loadMember, newMember } from './store.ts'

/**
 * Makes a member together with a login of this account's own. The password goes to the directory and nowhere else.
 * @throws Refusal with every fault at its field; logins_closed where the catalog makes members by invitation only;
 * login_taken; no_directory.
 */
export async function createMember(add: AddTo, person: NewLogin): Promise<TeamMember> {
  refuseAny(faultsOf(add, person))
  const { login, password } = person
  const name = nameOf(person)
  const subject = await createLogin({ login, name, password }, { login: 'create.login', password: 'create.password' })
  const member = memberWith(add, person, subject)
  try {
    await commitMember(add, member, subject)
  } catch (error) {
    // Whether a failed commit was one is seen in the table alone. A login without a member would block its name.
    if (!(error instanceof Refusal) && (await loadMember(add.account.id, member.id))) return member
    await deleteLogin(subject)
    throw error
  }
  return member
}

function faultsOf({ authority, now }: AddTo, person: NewLogin): Fault[] {
  const { members } = authority.catalog
  // Whoever sets a password can sign in with it.
  if (authority.by?.kind === 'partner')
    throw new Refusal('not_permitted', 'Agents of partners invite by mail: use members', 'create')
  if (!members.login)
    throw new Refusal('logins_closed', 'Members of this account are invited by mail: use members', 'create')
  return [
    ...nameFaults(person, members.shortestName, 'create.'),
    ...(isLogin(person.login)
      ? []
      : [
          {
            code: 'login_not_plain' as const,
            detail: '3 to 64 letters, digits, dots, hyphens or underscores; not an address',
            field: 'create.login',
          },
        ]),
    ...passwordFaults(person, members.login, 'create.'),
    ...roleFaults(authority, person.roles, 'create.roles'),
    ...newLevelFaults({ authority, guard: 'member.invite', now }, person, 'create.'),
  ]
}

function memberWith({ account, actor, now }: AddTo, person: NewLogin, subject: string): TeamMember {
  const { firstName, lastName, login, roles, levels, active } = person
  return {
    id: newId(now),
    account: account.id,
    kind: 'team',
    status: active ? 'active' : 'inactive',
    ...{ name: nameOf(person), firstName, lastName, login, email: null, subject },
    roles: [...new Set(roles)],
    ...(levels && { levels }),
    createdAt: now,
    acceptedAt: now,
    ...(actor.type === 'member' && { invitedBy: actor.id }),
    version: 1,
  }
}

function commitMember({ account, authority, actor, now, remember }: AddTo, member: TeamMember, subject: string) {
  const { status, roles, levels } = member
  const already = new Refusal('already_member', 'This person is a member of this account', 'create.login')
  return commit(
    [
      ...remember([member.id]),
      ...newMember(member),
      { put: accessItem(member, subject), when: accessFree, otherwise: already },
      ...ownersChange(undefined, member, authority.catalog.ownerRole),
    ],
    [
      {
        entry: {
          ...{ id: newId(now), account: account.id, at: now, actor, target: member.id },
          action: 'member.created',
          after: { status, roles, ...(levels && { levels }) },
        },
      },
    ],
  )
}
