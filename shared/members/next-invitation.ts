/** The links that invite to the team: the first one, another one, and one to another address. */
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { invitationToken, tokenHash } from '../tokens.ts'
import { dueOf } from '../waiting-changes/rules.ts'
import type { Authority } from './authority.ts'
import type { Invitation, TeamMember } from './model.ts'
import { invitationExpiry } from './rules.ts'

/** Whom it is for, with what they have of one. */
type Invited = Pick<TeamMember, 'account' | 'id' | 'invitation'>

interface Giving {
  authority: Authority
  actor: Actor
  now: Instant
  /** It has waited already. */
  waited?: { since: Instant }
}

/** Another link to whoever has one: it works as long as a first one would, and cannot be accepted earlier. */
export function nextInvitation(member: Invited, giving: Giving): Promise<Invitation> {
  const { acceptableFrom, givenBy } = member.invitation ?? {}
  // Whoever of the account sends it again stands in for the agent who gave it.
  const stays = giving.authority.by?.kind === 'partner' ? givenBy : undefined
  return linkOf(member, giving, acceptableFrom, stays)
}

/**
 * A link to whom the roles go with it. Where what agents of partners give has to wait, it waits, and is worth as much as
 * the agent may do when it is accepted. @throws Refusal not_permitted on behalf of a member, where it has to wait.
 */
export function givingInvitation(
  member: Invited,
  giving: Giving,
  guard: NonNullable<Invitation['givenBy']>['guard'],
  field?: string,
): Promise<Invitation> {
  const due = dueOf({ ...giving, now: giving.waited?.since ?? giving.now }, 'roles')
  const earlier = member.invitation?.acceptableFrom
  if (due === undefined) return linkOf(member, giving, earlier, undefined)
  // When it can be accepted, the time to act on behalf of anybody is long over.
  if (giving.authority.by?.delegation)
    throw new Refusal('not_permitted', 'In this account this has to wait: do it in your own name', field)
  return linkOf(member, giving, later(due, earlier), { actor: giving.actor, guard })
}

async function linkOf(
  { account, id, invitation }: Invited,
  { authority: { catalog }, now }: Giving,
  acceptableFrom: Instant | undefined,
  givenBy: Invitation['givenBy'],
): Promise<Invitation> {
  const rotation = (invitation?.rotation ?? 0) + 1
  return {
    tokenHash: tokenHash(await invitationToken(account, id, rotation)),
    rotation,
    // Counted from when it can be accepted, or a long wait would leave no time to.
    expiresAt: invitationExpiry(later(now, acceptableFrom), catalog.members.invitationDays, null),
    ...(acceptableFrom !== undefined && acceptableFrom > now && { acceptableFrom }),
    ...(givenBy && { givenBy }),
  }
}

const later = (one: Instant, other: Instant | undefined): Instant => (other !== undefined && other > one ? other : one)
