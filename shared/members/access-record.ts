import type { AccessRecord } from '../access/model.ts'
import type { Member } from './model.ts'

/** What decisions need of a member; kept beside it under the person's `sub`. */
export function accessRecord(member: Member): AccessRecord {
  const { id, kind, status, roles } = member
  if (member.kind === 'team') return { member: id, kind, status, roles }
  const { access, until } = member.grant
  return { member: id, kind, status, roles, grant: { access, until } }
}
