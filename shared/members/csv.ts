import { csv } from '../activity/csv.ts'
import type { MemberView } from './view.ts'

/** One row for each member; roles are joined by spaces, which no role has in its name. */
export const membersCsv = (members: readonly MemberView[]): string =>
  csv(
    members.map(({ firstName, lastName, roles, createdAt, acceptedAt, lastSeen, ...rest }) => ({
      ...rest,
      first_name: firstName,
      last_name: lastName,
      roles: roles.join(' '),
      created: createdAt,
      accepted: acceptedAt,
      last_seen: lastSeen,
    })),
    [
      ...['id', 'name', 'first_name', 'last_name', 'login', 'email', 'kind', 'status', 'roles'],
      ...['created', 'accepted', 'last_seen', 'until'],
    ],
  )
