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
  | 'INVITATION#'
  | 'DELIVERY#'
  | 'AUDIT#'
  | 'ACTIVITY#'
  | 'REPORT#'
  | 'REPORTPART#'
  | 'IDEMPOTENCY#'

/** Where schedules are kept is told by schedules.ts, together with the right to keep them. */
export type Told = Exclude<Setting, `SCHEDULE_${string}` | `${string}_GRANT_ARN`>

export interface Rights {
  settings: readonly Told[]
  /** GetItem, BatchGetItem. */
  get?: readonly Partition[]
  query?: readonly Partition[]
  indexes?: readonly IndexName[]
  /** PutItem alone. */
  put?: readonly Partition[]
  /** UpdateItem alone. */
  update?: readonly Partition[]
  /** Everything a transaction may do: put, update, delete, check. */
  change?: readonly Partition[]
  /** Make invitation tokens. */
  makesTokens?: true
  sendsMail?: true
}

const committed = ['ACCOUNT#', 'INVITATION#', 'AUDIT#'] as const

export const rights: Record<ApiFunction | EventFunction, Rights> = {
  about: { settings: [] },
  accounts: {
    settings: ['TABLE_NAME', 'TOKEN_KEY_ID'],
    get: [...committed, 'IDEMPOTENCY#'],
    query: ['ACCOUNT#'],
    change: [...committed, 'IDEMPOTENCY#'],
    makesTokens: true,
  },
  members: {
    settings: ['TABLE_NAME'],
    get: [...committed, 'IDEMPOTENCY#'],
    query: ['ACCOUNT#'],
    indexes: ['membersOfPerson', 'invitationsToEmail'],
    change: [...committed, 'IDEMPOTENCY#'],
  },
  experts: {
    settings: ['TABLE_NAME', 'TOKEN_KEY_ID'],
    get: [...committed, 'IDEMPOTENCY#', 'DELIVERY#', 'REPORT#', 'REPORTPART#'],
    query: ['ACCOUNT#', 'DELIVERY#', 'REPORT#', 'REPORTPART#'],
    indexes: ['grantsByStatus'],
    change: [...committed, 'IDEMPOTENCY#'],
    makesTokens: true,
  },
  access: {
    settings: ['TABLE_NAME'],
    get: ['ACCOUNT#'],
    put: ['ACTIVITY#'],
  },
  activity: {
    settings: ['TABLE_NAME'],
    get: ['ACCOUNT#'],
    query: ['ACTIVITY#', 'AUDIT#'],
    indexes: ['activityOfMember', 'activityOfAccount', 'auditOfTarget'],
    put: ['ACTIVITY#'],
  },
  'send-mail': {
    settings: ['TABLE_NAME', 'PUBLIC_URL', 'MAIL_SENDER', 'MAIL_CONFIGURATION_SET', 'TOKEN_KEY_ID'],
    get: ['ACCOUNT#', 'AUDIT#', 'ACTIVITY#'],
    query: ['ACCOUNT#', 'AUDIT#', 'ACTIVITY#', 'REPORT#', 'REPORTPART#'],
    put: ['REPORT#', 'REPORTPART#'],
    update: ['AUDIT#', 'DELIVERY#'],
    makesTokens: true,
    sendsMail: true,
  },
  'keep-schedule': { settings: ['TABLE_NAME'], get: ['ACCOUNT#', 'AUDIT#'], update: ['AUDIT#'] },
  'end-grant': { settings: ['TABLE_NAME'], get: ['ACCOUNT#'], change: committed },
  'remind-grant': { settings: ['TABLE_NAME'], get: ['ACCOUNT#'], change: committed },
  sweep: {
    settings: ['TABLE_NAME'],
    get: committed,
    indexes: ['grantsDue', 'unsettled'],
    change: committed,
  },
  'record-delivery': { settings: ['TABLE_NAME'], update: ['DELIVERY#'] },
}
