import type { Catalog } from '../catalogs/schema.ts'
import { type Fault, refuseAny } from '../errors.ts'
import { addressFaults, requireOpenToAgents, takenFaults } from './agent-faults.ts'
import { type Authority, roleFaults, selfFaults } from './authority.ts'
import { withAddress } from './change-address.ts'
import {
  type ChangeMember,
  changeMember,
  type Decide,
  envelopeOf,
  type MemberChanged,
  planChange,
  type Seen,
} from './change-member.ts'
import { toldOfNames, withNames } from './change-names.ts'
import type { TeamMember } from './model.ts'
import type { UpdateMember } from './requests.ts'
import { nameFaults, normalEmail, toldWithFile } from './rules.ts'

type Told = MemberChanged['told']

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
    refuseAny([...sinceFaults(body, before, where.waited?.seen), ...faultsOf(body, before, where.authority)])
    const renamed = withNames(before, body)
    const withRoles = { ...renamed, roles: body.roles ? [...new Set(body.roles)] : before.roles }
    const moved = await withAddress(withRoles, body, where)
    return {
      after: moved.after,
      changes: moved.changes ?? [],
      told: [...toldOfNames(before, renamed), ...toldOfRoles(before, withRoles, where), ...moved.told],
    }
  }

/** What was asked for long ago does not undo what was changed since; it may be what was asked for. */
function sinceFaults(body: UpdateMember, { roles, email }: TeamMember, seen: Seen = {}): Fault[] {
  const fault = (field: string): Fault[] => [
    { code: 'changed_meanwhile', detail: 'This was changed after the change was asked for', field },
  ]
  const isOpen = (one: readonly string[] | undefined) => !one || listed(one) === listed(roles)
  const isMoved = seen.email !== undefined && seen.email !== email && normalEmail(body.email ?? '') !== email
  return [...(isOpen(seen.roles) || isOpen(body.roles) ? [] : fault('roles')), ...(isMoved ? fault('email') : [])]
}

const listed = (roles: readonly string[]): string => [...roles].sort().join()

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
  ...(isMoved(body, target) ? addressFaults({ ...target, roles: body.roles ?? target.roles }, authority) : []),
  ...(body.roles ? [...givenFaults(body.roles, target, authority), ...takenFaults(body.roles, target, authority)] : []),
]

const isMoved = ({ email }: UpdateMember, target: TeamMember): boolean =>
  email !== undefined && normalEmail(email) !== target.email

/** Roles already held need nobody's leave to stay. */
function givenFaults(roles: readonly string[], target: TeamMember, authority: Authority): Fault[] {
  const isNew = ({ field = '' }: Fault) => {
    const at = /\[(\d+)\]$/.exec(field)?.[1]
    return at === undefined || !target.roles.includes(roles[Number(at)] ?? '')
  }
  const faults = [...roleFaults(authority, roles, 'roles'), ...selfFaults(authority, target, roles, 'roles')]
  return faults.filter(isNew)
}

const toldOfRoles = (before: TeamMember, after: TeamMember, { inFile, actor }: ChangeMember): Told =>
  listed(before.roles) === listed(after.roles)
    ? []
    : [
        {
          action: 'member.roles-changed',
          before: { roles: before.roles },
          after: { roles: after.roles },
          without: toldWithFile(inFile),
          // The person hears of it where they were: their address may be changed with the role, or after it.
          ...(actor.type === 'agent' && envelopeOf(before)),
        },
      ]
