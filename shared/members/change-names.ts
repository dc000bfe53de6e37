/** Of a member's names: one, or two parts of it. Pure. */
import { Refusal } from '../errors.ts'
import type { MemberChanged } from './change-member.ts'
import type { TeamMember } from './model.ts'
import type { UpdateMember } from './requests.ts'
import { nameOf } from './rules.ts'

export function withNames(before: TeamMember, body: UpdateMember): TeamMember {
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

/** The audit holds no names: that one was changed is all it says. */
export const toldOfNames = (before: TeamMember, after: TeamMember): MemberChanged['told'] =>
  before.name === after.name && before.firstName === after.firstName && before.lastName === after.lastName
    ? []
    : [{ action: 'member.updated', after: { changed: ['name'] } }]
