import { csv } from '../activity/csv.ts'
import type { MemberView } from './view.ts'

/** `c-1/core=user c-1/telephony=administrator`, as an import reads it. */
const levelsCell = (levels: MemberView['levels']): string =>
  Object.entries(levels)
    .flatMap(([agreement, held]) => Object.entries(held).map(([product, level]) => `${agreement}/${product}=${level}`))
    .sort()
    .join(' ')

/** One row for each member; roles are joined by spaces, which no role has in its name. */
export const membersCsv = (members: readonly MemberView[]): string =>
  csv(
    members.map(({ firstName, lastName, roles, levels, createdAt, acceptedAt, lastSeen, ...rest }) => ({
      ...rest,
      first_name: firstName,
      last_name: lastName,
      roles: roles.join(' '),
      levels: levelsCell(levels),
      created: createdAt,
      accepted: acceptedAt,
      last_seen: lastSeen,
    })),
    [
      ...['id', 'name', 'first_name', 'last_name', 'login', 'email', 'kind', 'status', 'roles', 'levels'],
      ...['created', 'accepted', 'last_seen', 'until'],
    ],
  )
