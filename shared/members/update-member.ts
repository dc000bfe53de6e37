import type { Catalog } from '../catalogs/schema.ts'
import { type Fault, Refusal, refuseAny } from '../errors.ts'
import { requireOpenToAgents, takenFaults } from './agent-faults.ts'
import { type Authority, roleFaults, selfFaults } from './authority.ts'
import {
  type ChangeMember,
  changeMember,
  type Decide,
  envelopeOf,
  type MemberChanged,
  planChange,
} from './change-member.ts'
import type { TeamMember } from './model.ts'
import type { UpdateMember } from './requests.ts'
import { nextInvitation } from './resend-member.ts'
import { nameFaults, nameOf, normalEmail, toldWithFile, withoutCredentials } from './rules.ts'
import { closeLink, lockEmail, newLink, unlockEmail } from './store.ts'

type Told = MemberChanged['told'][number]

/**
 * Changes names, roles, or the address of somebody who has not accepted yet: then the old link dies and a new mail goes
 * to the new address. @throws Refusal with every fault at its field; already_accepted, already_invited; and as
 * `changeMember`.
 */
export async function updateMember({ body, ...where }: UpdateOf): Promise<TeamMember> {
  await requireOpenToAgents(where, partsOf(body))
  return changeMember(where, deciding(body, where))
}

type UpdateOf = ChangeMember & { body: UpdateMember }

/** What updating would commit; changes nothing. @throws Refusal as `updateMember`, but for what the commit guards. */
export async function planUpdate({ body, ...where }: UpdateOf) {
  await requireOpenToAgents(where, partsOf(body))
  return planChange(where, deciding(body, where))
}

const deciding =
  (body: UpdateMember, where: ChangeMember): Decide =>
  async (before) => {
    refuseAny(faultsOf(body, before, where.authority))
    const renamed = withNames(before, body)
    const withRoles = { ...renamed, roles: body.roles ? [...new Set(body.roles)] : before.roles }
    const moved = await withEmail(withRoles, body, where)
    return {
      after: moved.after,
      changes: moved.changes ?? [],
      told: [...toldOfNames(before, renamed), ...toldOfRoles(before, withRoles, where), ...moved.told],
    }
  }

const partsOf = (body: UpdateMember) =>
  (Object.keys(body) as (keyof UpdateMember)[]).map((field) => [field, groups[field]] as const)

const groups = { name: 'name', firstName: 'name', lastName: 'name', email: 'email', roles: 'roles' } as const

function closedFields(body: UpdateMember, { members: { editable } }: Catalog): Fault[] {
  if (!editable) return []
  return (Object.keys(body) as (keyof UpdateMember)[])
    .filter((field) => !editable.includes(groups[field]))
    .map((field) => ({ code: 'field_not_editable', detail: 'This cannot be changed in accounts of this kind', field }))
}

const faultsOf = (body: UpdateMember, target: TeamMember, authority: Authority): Fault[] => [
  ...closedFields(body, authority.catalog),
  ...nameFaults(body, authority.catalog.members.shortestName),
  ...(body.roles ? [...givenFaults(body.roles, target, authority), ...takenFaults(body.roles, target, authority)] : []),
]

/** Roles already held need nobody's leave to stay. */
function givenFaults(roles: readonly string[], target: TeamMember, authority: Authority): Fault[] {
  const isNew = ({ field = '' }: Fault) => {
    const at = /\[(\d+)\]$/.exec(field)?.[1]
    return at === undefined || !target.roles.includes(roles[Number(at)] ?? '')
  }
  const faults = [...roleFaults(authority, roles, 'roles'), ...selfFaults(authority, target, roles, 'roles')]
  return faults.filter(isNew)
}

function withNames(before: TeamMember, body: UpdateMember): TeamMember {
  if (body.name !== undefined) {
    const { firstName: _, lastName: __, ...rest } = before
    return { ...rest, name: body.name }
  }
  if (body.firstName === undefined && body.lastName === undefined) return before
  const firstName = body.firstName ?? before.firstName
  const lastName = body.lastName ?? before.lastName
  if (firstName === undefined || lastName === undefined)
    throw new Refusal('invalid_body', 'This member has one name: give both parts', firstName ? 'lastName' : 'firstName')
  return { ...before, firstName, lastName, name: nameOf({ firstName, lastName }) }
}

async function withEmail(member: TeamMember, { email }: UpdateMember, where: ChangeMember): Promise<MemberChanged> {
  if (email === undefined || normalEmail(email) === member.email) return { after: member, changes: [], told: [] }
  if (member.status !== 'invited')
    throw new Refusal('already_accepted', 'An address can be changed until the invitation is accepted', 'email')
  const invitation = await nextInvitation(member, where)
  const after = { ...member, email: normalEmail(email), invitation }
  const taken = new Refusal('already_invited', 'This person has an open invitation or is a member', 'email')
  return {
    after,
    changes: [
      ...closeLink(member, 'rotated'),
      ...newLink(after),
      ...(member.email ? [unlockEmail(member.account, member.email)] : []),
      lockEmail(after, taken),
    ],
    told: [
      {
        action: 'member.email-changed',
        after: { rotation: invitation.rotation },
        ...withoutCredentials(where.authority.catalog),
        // Who had the address before is told of it too.
        ...(where.actor.type === 'agent' && envelopeOf(member)),
      },
    ],
  }
}

/** The audit holds no names: that one was changed is all it says. */
const toldOfNames = (before: TeamMember, after: TeamMember): Told[] =>
  before.name === after.name && before.firstName === after.firstName && before.lastName === after.lastName
    ? []
    : [{ action: 'member.updated', after: { changed: ['name'] } }]

const toldOfRoles = (before: TeamMember, after: TeamMember, { inFile }: ChangeMember): Told[] =>
  [...before.roles].sort().join() === [...after.roles].sort().join()
    ? []
    : [
        {
          action: 'member.roles-changed',
          before: { roles: before.roles },
          after: { roles: after.roles },
          without: toldWithFile(inFile),
        },
      ]
