import type { AccessRecord } from '../access/model.ts'
import type { Member } from './model.ts'

/** What decisions need of a member; kept beside it under the person's `sub`. */
export function accessRecord(member: Member): AccessRecord {
  const { id, kind, status, roles, acceptedAt } = member
  const common = { member: id, kind, status, roles, ...(acceptedAt !== undefined && { since: acceptedAt }) }
  if (member.kind === 'team') {
    const { levels, links } = member
    return { ...common, ...(levels && { levels }), ...(links && { links }) }
  }
  const { access, until } = member.grant
  return { ...common, grant: { access, until } }
}
