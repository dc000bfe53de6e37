import { isDeepStrictEqual } from 'node:util'
import type { Account } from '../accounts/model.ts'
import type { AuditItem } from '../audit/entry.ts'
import type { Actor, AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { again, type Change, commit, requireVersion } from '../table.ts'
import { accessRecord } from './access-record.ts'
import { type Authority, requireAuthorityOver, sidesOf } from './authority.ts'
import type { TeamMember } from './model.ts'
import { ownersChange } from './owners.ts'
import { requireRunning } from './rules.ts'
import { loadTeamMember, replaceMember } from './store.ts'

export interface ChangeMember {
  account: Account
  authority: Authority
  member: string
  /** The one agreement that it is about. */
  within?: string
  /** Whether it can be done to somebody who is not a member any more. */
  alsoEnded?: true
  ifVersion?: number | undefined
  actor: Actor
  now: Instant
  /** Written in the same commit. */
  also?: readonly Change[]
  /** A row of a file, which stands on terms of its own, and is told of with the whole file. */
  inFile?: true
  /** It has waited for its time. */
  waited?: Waited
}

interface Waited {
  /** When it was asked for. */
  since: Instant
  /** Of what it changes, as it was then. */
  seen: Seen
}

export interface Seen {
  roles?: readonly string[]
  email?: string | null
}

type Told = Pick<AuditEntry, 'action' | 'before' | 'after'> & Omit<AuditItem, 'entry'>

export interface MemberChanged {
  after: TeamMember
  /** What goes with it: links, locks. */
  changes?: readonly Change[]
  /** None: nothing was changed. */
  told: readonly Told[]
}

/** Sees the member as it is, and may refuse. */
export type Decide = (before: TeamMember) => MemberChanged | Promise<MemberChanged>

interface PlannedChange {
  after: TeamMember
  changes: readonly Change[]
  /** None: nothing is changed. */
  entries: readonly AuditItem[]
}

/**
 * Makes every check that can be made by reading, and says what a change would commit.
 * @throws Refusal member_unknown, not_a_team_member, already_ended, not_permitted, version_conflict.
 */
export async function planChange(
  { account, authority, member, within, alsoEnded, ifVersion, actor, now }: ChangeMember,
  decide: Decide,
): Promise<PlannedChange> {
  const before = await loadTeamMember(account.id, member)
  requireVersion(before, ifVersion)
  if (!alsoEnded) requireRunning(before)
  requireUnchanged(authority, before)
  requireAuthorityOver(authority, before, within)
  const { after, changes = [], told } = await decide(before)
  const entries = told.map(
    ({ action, before: was, after: is, ...owed }): AuditItem => ({
      entry: {
        ...{ id: newId(now), account: account.id, at: now, action, actor, target: member },
        ...(was && { before: was }),
        ...(is && { after: is }),
      },
      ...owed,
    }),
  )
  if (entries.length === 0) return { after: before, changes: [], entries }
  // The member first: whom somebody else has changed is read again, before anything is said of a last owner.
  const owners = ownersChange(before, after, authority.catalog.ownerRole)
  return {
    after: { ...after, version: before.version + 1 },
    changes: [...replaceMember(before, after), ...owners, ...changes],
    entries,
  }
}

/**
 * Changes a team member over the version that was read, with audit entries; in force with the next decision.
 * The last owner stays, whoever else is at it.
 * @throws Refusal as `planChange`; version_conflict, last_owner.
 */
export const changeMember = (where: ChangeMember, decide: Decide): Promise<TeamMember> =>
  again(async () => {
    const { after, changes, entries } = await planChange(where, decide)
    const [first, ...rest] = entries
    if (first) await commit([...(where.also ?? []), ...changes], [first, ...rest])
    return after
  })

/**
 * Whoever changes themselves does so on what they hold as it is changed: what was taken from them since the request began
 * they do not give back to themselves. @throws Refusal not_permitted.
 */
function requireUnchanged(authority: Authority, target: TeamMember): void {
  for (const { by } of sidesOf(authority)) {
    if (!by || by.member !== target.id) continue
    const { status, roles, levels } = accessRecord(target)
    if (!isDeepStrictEqual([status, roles, levels], [by.status, by.roles, by.levels]))
      throw new Refusal('not_permitted', 'Your own access was changed meanwhile: try again')
  }
}

/** Mails about a change reach the member as they were. */
export const envelopeOf = ({ name, email, subject }: TeamMember): Pick<Told, 'envelope'> =>
  name === null
    ? {}
    : { envelope: { name, ...(email !== null && { email }), ...(subject !== undefined && { subject }) } }
