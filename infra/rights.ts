/**
 * What each function may touch and is told: pure data. A function that is not given a partition, an index or a service
 * here cannot reach it, whatever its code does.
 */
import type { ApiFunction } from '../functions/routes.ts'
import type { EventFunction } from '../functions/triggers.ts'
import type { Setting } from '../shared/config.ts'
import type { IndexName } from '../shared/keys.ts'

/** The beginnings of partition keys in shared/keys.ts. */
export type Partition =
  | 'ACCOUNT#'
  | 'CATALOG#'
  | 'CATALOGS#'
  | 'INVITATION#'
  | 'DELIVERY#'
  | 'FIND#'
  | 'SEEN#'
  | 'AUDIT#'
  | 'ACTIVITY#'
  | 'REPORT#'
  | 'REPORTPART#'
  | 'IDEMPOTENCY#'
  | 'IMPORT#'
  | 'PARTNER#'
  | 'PARTNERS#'
  | 'AGENTOF#'
  | 'ORGANIZATION#'

/**
 * Where schedules are kept is told by schedules.ts, together with the right to keep them; where logins are, by
 * functions.ts, where there is a directory.
 */
export type Told = Exclude<Setting, `SCHEDULE_${string}` | `${string}_ARN` | 'USER_POOL_ID'>

export interface Rights {
  settings: readonly Told[]
  /** GetItem, BatchGetItem. */
  get?: readonly Partition[]
  query?: readonly Partition[]
  indexes?: readonly IndexName[]
  /** PutItem alone: nothing that is there can be deleted. */
  put?: readonly Partition[]
  /** UpdateItem alone: nothing can be written or deleted as a whole. */
  update?: readonly Partition[]
  /** Everything commit() does: put, delete, and change a set. */
  change?: readonly Partition[]
  /** Ask whether a condition holds, and change nothing. */
  check?: readonly Partition[]
  /** Make invitation tokens. */
  makesTokens?: true
  sendsMail?: true
  /** Make, change and delete logins: where the deployment has a directory of its own. */
  managesLogins?: true
  /** Is told of that directory, and may not touch it. */
  knowsDirectory?: true
}

/** Whoever checks an outsider's permission also records the decision. */
const guarded = ['AUDIT#', 'ACTIVITY#'] as const

/** Who is no member may be an agent of one of the account's partners, and is then seen. */
const outsiders = ['AGENTOF#', 'PARTNER#', 'ORGANIZATION#'] as const
const seen = ['AGENTOF#'] as const

export const rights: Record<ApiFunction | EventFunction, Rights> = {
  about: { settings: ['PUBLIC_URL'] },
  accounts: {
    settings: ['TABLE_NAME', 'TOKEN_KEY_ID'],
    get: ['ACCOUNT#', 'CATALOG#', 'IDEMPOTENCY#', ...outsiders],
    update: seen,
    query: ['ACCOUNT#', 'CATALOGS#'],
    put: [...guarded, 'CATALOG#', 'CATALOGS#', 'FIND#'],
    change: ['ACCOUNT#', 'INVITATION#', 'IDEMPOTENCY#'],
    makesTokens: true,
  },
  members: {
    settings: ['TABLE_NAME', 'TOKEN_KEY_ID'],
    get: ['ACCOUNT#', 'CATALOG#', 'INVITATION#', 'DELIVERY#', 'SEEN#', 'IDEMPOTENCY#', 'IMPORT#', ...outsiders],
    query: ['ACCOUNT#', 'FIND#'],
    indexes: [
      'membersOfPerson',
      'invitationsToEmail',
      'membersByName',
      'membersByStatus',
      'membersBySeen',
      'grantsByStatus',
      'grantsByEnd',
    ],
    put: [...guarded, 'IMPORT#'],
    // Agents of partners accept their invitations as members do.
    change: ['ACCOUNT#', 'INVITATION#', 'FIND#', 'SEEN#', 'IDEMPOTENCY#', 'PARTNER#', 'AGENTOF#'],
    check: ['ACCOUNT#', 'INVITATION#', 'FIND#', 'PARTNER#'],
    makesTokens: true,
    managesLogins: true,
  },
  experts: {
    settings: ['TABLE_NAME', 'TOKEN_KEY_ID'],
    get: ['ACCOUNT#', 'CATALOG#', 'IDEMPOTENCY#', 'DELIVERY#', 'REPORT#', ...outsiders],
    update: seen,
    query: ['REPORT#', 'REPORTPART#'],
    indexes: ['grantsByStatus'],
    put: guarded,
    // Whoever is erased is no longer found.
    change: ['ACCOUNT#', 'INVITATION#', 'FIND#', 'SEEN#', 'IDEMPOTENCY#'],
    makesTokens: true,
  },
  access: {
    settings: ['TABLE_NAME'],
    get: ['ACCOUNT#', 'CATALOG#', ...outsiders],
    update: seen,
    query: ['ACCOUNT#', 'PARTNER#'],
    put: ['ACTIVITY#'],
  },
  activity: {
    settings: ['TABLE_NAME'],
    get: ['ACCOUNT#', 'CATALOG#', ...outsiders],
    query: ['AUDIT#'],
    indexes: ['activityOfMember', 'activityOfAccount', 'auditOfTarget', 'membersOfPerson'],
    put: ['ACTIVITY#'],
    update: ['SEEN#', ...seen],
  },
  partners: {
    settings: ['TABLE_NAME', 'TOKEN_KEY_ID'],
    get: ['ACCOUNT#', 'CATALOG#', 'INVITATION#', 'DELIVERY#', 'IDEMPOTENCY#', ...outsiders],
    query: ['ACCOUNT#', 'PARTNER#', 'PARTNERS#', 'CATALOGS#', 'REPORT#', 'REPORTPART#'],
    indexes: ['organizationsOfPartner', 'accountsOfOrganization', 'openDelegationsOfAgent'],
    put: [...guarded, 'FIND#'],
    change: ['ACCOUNT#', 'PARTNER#', 'PARTNERS#', 'ORGANIZATION#', 'AGENTOF#', 'INVITATION#', 'IDEMPOTENCY#'],
    // A partner or an organization stays as it was read while something else is changed.
    check: ['PARTNER#', 'ORGANIZATION#'],
    makesTokens: true,
  },
  'send-mail': {
    settings: ['TABLE_NAME', 'PUBLIC_URL', 'MAIL_SENDER', 'MAIL_CONFIGURATION_SET', 'TOKEN_KEY_ID'],
    get: ['ACCOUNT#', 'AUDIT#', 'CATALOG#', 'REPORT#', 'PARTNER#', 'ORGANIZATION#', 'IMPORT#'],
    query: ['ACTIVITY#', 'AUDIT#', 'REPORTPART#'],
    indexes: ['grantsByStatus'],
    put: ['DELIVERY#', 'REPORT#', 'REPORTPART#'],
    update: ['AUDIT#'],
    makesTokens: true,
    sendsMail: true,
  },
  'keep-schedule': { settings: ['TABLE_NAME'], get: ['ACCOUNT#', 'AUDIT#'], update: ['AUDIT#'] },
  'keep-login': {
    settings: ['TABLE_NAME'],
    // Who is an agent of a partner keeps the login.
    get: ['ACCOUNT#', 'AUDIT#', 'AGENTOF#'],
    indexes: ['membersOfPerson'],
    update: ['AUDIT#'],
    managesLogins: true,
  },
  'run-import': {
    settings: ['TABLE_NAME', 'TOKEN_KEY_ID'],
    get: ['ACCOUNT#', 'AUDIT#', 'CATALOG#', 'IMPORT#', ...outsiders],
    put: [...guarded, 'IMPORT#'],
    update: ['AUDIT#'],
    change: ['ACCOUNT#', 'INVITATION#', 'FIND#'],
    check: ['ACCOUNT#', 'INVITATION#', 'FIND#'],
    makesTokens: true,
  },
  'follow-partners': {
    settings: ['TABLE_NAME'],
    get: ['ACCOUNT#', 'AUDIT#'],
    indexes: ['accountsOfOrganization', 'openDelegationsOfAgent'],
    put: ['AUDIT#'],
    update: ['AUDIT#'],
    change: ['ACCOUNT#'],
  },
  // An end changes neither name nor roles: how a member is found stays.
  'end-grant': { settings: ['TABLE_NAME'], get: ['ACCOUNT#'], put: ['AUDIT#'], change: ['ACCOUNT#'] },
  'remind-grant': { settings: ['TABLE_NAME'], get: ['ACCOUNT#'], put: ['AUDIT#'], change: ['ACCOUNT#'] },
  'move-standing': { settings: ['TABLE_NAME'], get: ['ACCOUNT#'], put: ['AUDIT#'], change: ['ACCOUNT#'] },
  'end-delegation': { settings: ['TABLE_NAME'], get: ['ACCOUNT#'], put: ['AUDIT#'], change: ['ACCOUNT#'] },
  'make-waiting-change': {
    settings: ['TABLE_NAME', 'TOKEN_KEY_ID'],
    get: ['ACCOUNT#', 'CATALOG#', ...outsiders],
    indexes: ['membersOfPerson'],
    put: guarded,
    change: ['ACCOUNT#', 'INVITATION#', 'FIND#'],
    makesTokens: true,
    knowsDirectory: true,
  },
  // It ends and makes what schedules should have, so it may what they may.
  sweep: {
    settings: ['TABLE_NAME', 'TOKEN_KEY_ID'],
    get: ['ACCOUNT#', 'CATALOG#', ...outsiders],
    indexes: ['endsDue', 'unsettled', 'membersOfPerson'],
    put: guarded,
    update: ['AUDIT#'],
    change: ['ACCOUNT#', 'INVITATION#', 'FIND#', 'PARTNER#', 'AGENTOF#'],
    makesTokens: true,
    knowsDirectory: true,
  },
  'make-digests': {
    settings: ['TABLE_NAME'],
    get: ['ACCOUNT#', 'CATALOG#'],
    query: ['AUDIT#', 'FIND#'],
    indexes: ['digestsDue'],
    put: ['AUDIT#'],
    change: ['ACCOUNT#'],
  },
  'record-delivery': { settings: ['TABLE_NAME'], put: ['DELIVERY#'] },
}
