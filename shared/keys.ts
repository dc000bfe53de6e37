/**
 * The whole single table on one page. Each item is `{pk, sk, ...index attributes, data}`; `docs/table.md` lists the
 * questions beside the keys. Partition prefixes are also the border of least privilege: a function is allowed to write
 * `ACTIVITY#` without being able to touch `ACCOUNT#`.
 */
import type { Instant } from './clock.ts'

export interface Key {
  pk: string
  sk: string
}

export const accountKey = (account: string): Key => ({ pk: `ACCOUNT#${account}`, sk: 'ACCOUNT' })
export const memberKey = (account: string, member: string): Key => ({
  pk: `ACCOUNT#${account}`,
  sk: `MEMBER#${member}`,
})
/** What a decision needs about one person, by the issuer's `sub`. */
export const accessKey = (account: string, subject: string): Key => ({
  pk: `ACCOUNT#${account}`,
  sk: `ACCESS#${subject}`,
})
export const agreementKey = (account: string, agreement: string): Key => ({
  pk: `ACCOUNT#${account}`,
  sk: `AGREEMENT#${agreement}`,
})
/** Who of the account's members are active owners, as a set: the last one stays. */
export const ownersKey = (account: string): Key => ({ pk: `ACCOUNT#${account}`, sk: 'OWNERS' })
/** Where the account's weekly digests stand. */
export const digestKey = (account: string): Key => ({ pk: `ACCOUNT#${account}`, sk: 'DIGEST' })
/** Held while an email has an open invitation or a running membership: the same person is never invited twice. */
export const emailKey = (account: string, email: string): Key => ({ pk: `ACCOUNT#${account}`, sk: `EMAIL#${email}` })
export const invitationKey = (tokenHash: string): Key => ({ pk: `INVITATION#${tokenHash}`, sk: 'INVITATION' })
/** How far the invitation mail of a member came; written by mail events, so apart from the member. */
export const deliveryKey = (account: string, member: string): Key => ({ pk: `DELIVERY#${account}`, sk: member })
/** What leads to a member: words of the name, the login, the address, each role. Written with the member. */
export const findKey = (account: string, facet: string, value: string, member: string): Key => ({
  pk: `FIND#${account}`,
  sk: `${facet}#${inOrder(value, member)}`,
})
/** When a member was last seen; noted by whoever sees them, so apart from the member. */
export const seenKey = (account: string, member: string): Key => ({ pk: `SEEN#${account}`, sk: member })
export const auditKey = (account: string, entry: string): Key => ({ pk: `AUDIT#${account}`, sk: entry })
export const activityKey = (account: string, member: string, event: string): Key => ({
  pk: `ACTIVITY#${account}#${member}`,
  sk: event,
})
export const reportKey = (account: string, member: string, report: string): Key => ({
  pk: `REPORT#${account}#${member}`,
  sk: report,
})
/** A report's rows, compressed, in pieces that fit an item. */
export const reportPartKey = (report: string, part: number): Key => ({
  pk: `REPORTPART#${report}`,
  sk: String(part).padStart(4, '0'),
})
/** A CSV import of members; beside it, until their time to live is over, its rows and what became of them. */
export const importKey = (account: string, id: string): Key => ({ pk: `IMPORT#${account}#${id}`, sk: 'IMPORT' })
export const importRowsKey = (account: string, id: string, part: number): Key => ({
  pk: importKey(account, id).pk,
  sk: `ROWS#${String(part).padStart(4, '0')}`,
})
export const importResultsKey = (account: string, id: string, part: number): Key => ({
  pk: importKey(account, id).pk,
  sk: `RESULTS#${String(part).padStart(4, '0')}`,
})
/** Written with what one row changed, so that the row is known to be done. */
export const importedRowKey = (account: string, id: string, row: number): Key => ({
  pk: importKey(account, id).pk,
  sk: `ROW#${String(row).padStart(6, '0')}`,
})
/** Whose turn it is: an account runs one import at a time. */
export const importTurnKey = (account: string): Key => ({ pk: `IMPORT#${account}`, sk: 'TURN' })
/** One published version of a catalog; beside it a place in the list of all. */
export const catalogKey = (id: string, version: number): Key => ({
  pk: `CATALOG#${id}`,
  sk: String(version).padStart(6, '0'),
})
export const catalogListKey = (id: string, version: number): Key => ({
  pk: 'CATALOGS#ALL',
  sk: `${id}#${String(version).padStart(6, '0')}`,
})
/** A reseller or an implementation partner; beside it a place in the list of all. */
export const partnerKey = (partner: string): Key => ({ pk: `PARTNER#${partner}`, sk: 'PARTNER' })
export const partnerListKey = (partner: string): Key => ({ pk: 'PARTNERS#ALL', sk: partner })
export const agentKey = (partner: string, agent: string): Key => ({ pk: `PARTNER#${partner}`, sk: `AGENT#${agent}` })
/** Held while an address has an open invitation to the partner or belongs to one of its agents. */
export const agentEmailKey = (partner: string, email: string): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `EMAIL#${email}`,
})
/** The agents who run the partner's staff, as a set: the last one stays. */
export const leadsKey = (partner: string): Key => ({ pk: `PARTNER#${partner}`, sk: 'LEADS' })
/** An account a partner is engaged for; written with the account, which says so too. */
export const engagementKey = (partner: string, account: string): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `ENGAGED#${account}`,
})
/** Whose agent a person is, by the issuer's `sub`: all that decisions need, and nobody is agent of two partners. */
export const agentOfKey = (subject: string): Key => ({ pk: `AGENTOF#${subject}`, sk: 'AGENT' })
export const organizationKey = (organization: string): Key => ({
  pk: `ORGANIZATION#${organization}`,
  sk: 'ORGANIZATION',
})
export const delegationKey = (account: string, delegation: string): Key => ({
  pk: `ACCOUNT#${account}`,
  sk: `DELEGATION#${delegation}`,
})
/** A change that waits for its time, for the owner to withdraw it. */
export const waitingChangeKey = (account: string, change: string): Key => ({
  pk: `ACCOUNT#${account}`,
  sk: `WAITING#${change}`,
})
/** Held while one such change of this member waits: the next of its kind is refused. */
export const waitingForKey = (account: string, member: string, what: string): Key => ({
  pk: `ACCOUNT#${account}`,
  sk: `WAITINGFOR#${member}#${what}`,
})
export const idempotencyKey = (scope: string, key: string): Key => ({ pk: `IDEMPOTENCY#${scope}`, sk: key })

export const prefix = {
  member: 'MEMBER#',
  agreement: 'AGREEMENT#',
  agent: 'AGENT#',
  engaged: 'ENGAGED#',
  delegation: 'DELEGATION#',
  waitingChange: 'WAITING#',
} as const

/** All sort keys that begin so: nothing that is stored sorts behind the last of all characters. */
export const startingWith = (begin: string): readonly [string, string] => [begin, `${begin}\u{10ffff}`]

/** Compares as the table sorts: by bytes of UTF-8, where JavaScript compares halves of surrogate pairs. */
export const inKeyOrder = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other))

/** Folded text holds no two spaces in a row, so they end it: the shorter name comes first, and none passes for another. */
const inOrder = (folded: string, member: string): string => `${folded}  ${member}`

/** Questions that are not a key look-up, one index each. An item is in an index only while it has both attributes. */
export const indexes = {
  /** Which accounts is this person a member of? */
  membersOfPerson: { pk: 'person', sk: 'sk' },
  /** Which open invitations wait for this email? */
  invitationsToEmail: { pk: 'invitedEmail', sk: 'sk' },
  /** Which experts does this account have, by status? */
  grantsByStatus: { pk: 'expertsOf', sk: 'statusAndId' },
  /** Who is in this account, by name? */
  membersByName: { pk: 'membersOf', sk: 'byName' },
  /** Who is in this account, by status? */
  membersByStatus: { pk: 'membersOf', sk: 'byStatus' },
  /** Who was seen in this account when, or never? */
  membersBySeen: { pk: 'seenIn', sk: 'seenAt' },
  /** When do the running grants of this account end? */
  grantsByEnd: { pk: 'expertsOf', sk: 'dueAt' },
  /** Which grants, delegations and agents are past their end but not ended? Which planned changes are due? */
  endsDue: { pk: 'dueShard', sk: 'dueAt' },
  /** Which accounts have a weekly digest to be made? */
  digestsDue: { pk: 'digestShard', sk: 'digestAt' },
  /** Which audit entries still owe a mail or a schedule? */
  unsettled: { pk: 'unsettledShard', sk: 'settleBy' },
  /** What did this member do, by time? */
  activityOfMember: { pk: 'pk', sk: 'when' },
  /** What was done in this account, by time? */
  activityOfAccount: { pk: 'activityOf', sk: 'when' },
  /** Which organizations does this reseller own? */
  organizationsOfPartner: { pk: 'reseller', sk: 'organizationName' },
  /** Which accounts stand under this organization? */
  accountsOfOrganization: { pk: 'organization', sk: 'accountName' },
  /** For whom does this agent act just now? */
  openDelegationsOfAgent: { pk: 'delegate', sk: 'sk' },
  /** What happened to this member or account setting? */
  auditOfTarget: { pk: 'auditOf', sk: 'sk' },
} as const satisfies Record<string, { pk: string; sk: string }>

export type IndexName = keyof typeof indexes

/** Work queues are spread over this many partitions; a sweep asks each. */
export const shards = ['0', '1', '2', '3'] as const

const shardOf = (id: string): string => shards[Number.parseInt(id.slice(-1), 16) % shards.length] ?? shards[0]

export const membersOfPersonEntry = (subject: string) => ({ person: `PERSON#${subject}` })
export const invitationsToEmailEntry = (email: string) => ({ invitedEmail: `TO#${email}` })
export const grantsByStatusEntry = (account: string, status: string, member: string) => ({
  expertsOf: `EXPERTS#${account}`,
  statusAndId: `${status}#${member}`,
})
/** Of members who are listed: not erased. */
export const listedEntry = (account: string, status: string, folded: string, member: string) => ({
  membersOf: `MEMBERSOF#${account}`,
  byName: inOrder(folded, member),
  byStatus: `${status}#${inOrder(folded, member)}`,
})
/** Whoever was never seen comes before everybody who was. */
export const seenEntry = (account: string, at: Instant | undefined, member: string) => ({
  seenIn: `SEENIN#${account}`,
  seenAt: `${at ?? '-'}#${member}`,
})
export const organizationsOfPartnerEntry = (partner: string, folded: string, organization: string) => ({
  reseller: `RESELLER#${partner}`,
  organizationName: inOrder(folded, organization),
})
export const accountsOfOrganizationEntry = (organization: string, folded: string, account: string) => ({
  organization: `UNDER#${organization}`,
  accountName: inOrder(folded, account),
})
export const openDelegationsOfAgentEntry = (agent: string) => ({ delegate: `DELEGATE#${agent}` })
export const endsDueEntry = (id: string, until: Instant) => ({
  dueShard: `DUE#${shardOf(id)}`,
  dueAt: `${until}#${id}`,
})
export const digestsDueEntry = (account: string, next: Instant) => ({
  digestShard: `DIGEST#${shardOf(account)}`,
  digestAt: `${next}#${account}`,
})
export const unsettledEntry = (entry: string, settleBy: Instant) => ({
  unsettledShard: `UNSETTLED#${shardOf(entry)}`,
  settleBy: `${settleBy}#${entry}`,
})
export const activityEntry = (account: string, at: Instant, event: string) => ({
  activityOf: `ACTIVITYOF#${account}`,
  when: `${at}#${event}`,
})
export const auditOfTargetEntry = (account: string, target: string) => ({ auditOf: `AUDITOF#${account}#${target}` })

/** The table as CreateTable and CDK both need it: every key attribute is a string. */
export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLive: 'ttl',
  indexes,
} as const
