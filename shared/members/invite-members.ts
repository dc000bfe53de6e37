import type { Account } from '../accounts/model.ts'
import type { AuditItem } from '../audit/entry.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { type Fault, Refusal, refuseAny } from '../errors.ts'
import { endGrant } from '../experts/end-grant.ts'
import type { Remember } from '../idempotency.ts'
import { newId } from '../ids.ts'
import { type Change, commit } from '../table.ts'
import { type Authority, roleFaults } from './authority.ts'
import { newLevelFaults } from './giving-rules.ts'
import type { TeamMember } from './model.ts'
import { givingInvitation } from './next-invitation.ts'
import type { NewMember } from './requests.ts'
import { nameFaults, nameOf, normalEmail, toldWithFile, withoutCredentials } from './rules.ts'
import { lockEmail, memberHoldingEmail, newLink, newMember } from './store.ts'

export interface AddTo {
  account: Account
  authority: Authority
  actor: Actor
  now: Instant
  /** A row of a file, which is told of with the whole file. */
  inFile?: true
  /** Written in the same commit: what a repeated call is answered with. */
  remember: Remember
}

type Inviting = Omit<AddTo, 'remember'>

/**
 * Invites people to the team: all of them or none. Each is told by mail.
 * @throws Refusal as `planInvitations`; already_invited where one has a running invitation or membership.
 */
export async function inviteMembers(add: AddTo, people: readonly NewMember[]): Promise<TeamMember[]> {
  const { members, changes, entries } = await planInvitations(add, people)
  await releaseOverdue(add, members)
  await commit([...add.remember(members.map(({ id }) => id)), ...changes], entries)
  return members
}

interface PlannedInvitations {
  members: Invited[]
  changes: readonly Change[]
  entries: [AuditItem, ...AuditItem[]]
}

/** What inviting these people would commit; changes nothing. @throws Refusal with every fault at its field. */
export async function planInvitations(add: Inviting, people: readonly NewMember[]): Promise<PlannedInvitations> {
  refuseAny(people.flatMap((person, at) => faultsOf(add, person, `members[${at}].`, people.slice(0, at))))
  const members = await Promise.all(people.map((person) => invited(add, person)))
  const [first, ...rest] = members.map((member) => invitedEntry(add, member))
  if (!first) throw new Error('the schema asks for at least one member')
  const changes = members.flatMap((member, at) => changesFor(member, `members[${at}].email`))
  return { members, changes, entries: [first, ...rest] }
}

function faultsOf({ authority, now }: Inviting, person: NewMember, at: string, earlier: readonly NewMember[]): Fault[] {
  const doubled = earlier.some(({ email }) => normalEmail(email) === normalEmail(person.email))
  return [
    ...nameFaults(person, authority.catalog.members.shortestName, at),
    ...(doubled ? [{ code: 'duplicate_email' as const, detail: 'The address stands twice', field: `${at}email` }] : []),
    ...roleFaults(authority, person.roles, `${at}roles`),
    ...newLevelFaults({ authority, guard: 'member.invite', now }, person, at),
  ]
}

type Invited = TeamMember & { email: string }

async function invited({ account, authority, actor, now }: Inviting, person: NewMember): Promise<Invited> {
  const id = newId(now)
  const { firstName, lastName, levels } = person
  return {
    id,
    account: account.id,
    kind: 'team',
    status: 'invited',
    name: nameOf(person),
    ...(firstName !== undefined && lastName !== undefined && { firstName, lastName }),
    email: normalEmail(person.email),
    roles: [...new Set(person.roles)],
    ...(levels && { levels }),
    createdAt: now,
    ...(actor.type === 'member' && { invitedBy: actor.id }),
    ...(actor.type === 'agent' && actor.partner !== undefined && { invitedByPartner: actor.partner }),
    invitation: await givingInvitation({ account: account.id, id }, { authority, actor, now }, 'member.invite'),
    version: 1,
  }
}

const changesFor = (member: Invited, field: string): Change[] => [
  ...newMember(member),
  lockEmail(member, alreadyThere(field)),
  ...newLink(member),
]

export const alreadyThere = (field: string) =>
  new Refusal('already_invited', 'This person has an open invitation or is a member', field)

const invitedEntry = (
  { account, authority, actor, now, inFile }: Inviting,
  { id, name, email, roles, levels, invitation }: Invited,
): AuditItem => ({
  entry: {
    ...{ id: newId(now), account: account.id, at: now, actor, target: id },
    action: 'member.invited',
    after: {
      ...{ status: 'invited', roles, ...(levels && { levels }), rotation: 1 },
      ...(invitation?.acceptableFrom !== undefined && { acceptableFrom: invitation.acceptableFrom }),
    },
  },
  // The owners are told whom an agent of a partner invited.
  ...(actor.type === 'agent' && { envelope: { name: name ?? '', email } }),
  without: [...(withoutCredentials(authority.catalog).without ?? []), ...toldWithFile(inFile)],
})

/** An expert whose window is over but not yet tidied up must not keep the same person from joining the team. */
export async function releaseOverdue({ account, now }: AddTo, members: readonly Invited[]): Promise<void> {
  const holders = await Promise.all(members.map(({ email }) => memberHoldingEmail(account.id, email)))
  for (const member of holders) if (member) await endGrant({ account: account.id, member }, 'request', now)
}
