import { windowIsOver } from '../access/decide.ts'
import type { MemberStatus } from '../access/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { day, plus } from '../time.ts'
import type { Invitation, InvitationLink, Member } from './model.ts'

/** Addresses are compared and kept in lower case. */
export const normalEmail = (email: string): string => email.trim().toLowerCase()

/** The status that counts: a window that is over has expired, whether or not somebody has tidied up yet. */
export function statusAt(member: Member, now: Instant): MemberStatus {
  if (member.kind !== 'expert' || (member.status !== 'active' && member.status !== 'invited')) return member.status
  return windowIsOver(member, now) ? 'expired' : member.status
}

/** A link works for so many days, and never longer than what it offers. */
export function invitationExpiry(now: Instant, days: number, until: Instant | null): Instant {
  const expiry = plus(now, days * day)
  return until && until < expiry ? until : expiry
}

const deadLinks = {
  accepted: ['invitation_used', 'This invitation has already been accepted'],
  declined: ['invitation_declined', 'This invitation was declined'],
  rotated: ['invitation_rotated', 'A newer invitation was sent: use the link in the newest mail'],
  withdrawn: ['invitation_withdrawn', 'This invitation was withdrawn'],
} as const

/** @throws Refusal saying which kind of dead link it is. */
export function requireOpen(link: InvitationLink | undefined, now: Instant): asserts link is InvitationLink {
  if (!link) throw new Refusal('invitation_unknown', 'There is no such invitation')
  if (link.state !== 'open') {
    const [code, detail] = deadLinks[link.state]
    throw new Refusal(code, detail)
  }
  if (now >= link.expiresAt) throw new Refusal('invitation_expired', 'This invitation has expired: ask for a new one')
}

/** Who is signed in, as the issuer vouches for it. */
export interface SignedIn {
  subject: string
  email?: string
  emailVerified: boolean
  name?: string
}

/** An invitation belongs to the address it was mailed to, not to whoever holds the link. */
export function requireInvited(person: SignedIn, member: Member): void {
  if (!person.email || !person.emailVerified)
    throw new Refusal('email_unverified', 'Your sign-in does not carry a verified email address')
  if (normalEmail(person.email) !== member.email)
    throw new Refusal('email_mismatch', 'This invitation was sent to another email address: sign in with that one')
}

/** Links stay known for a while after their end, so that a late click gets the right answer. */
export const linkRemembered = 30 * day

/** `j…@example.com`: enough to recognise one's own address, too little to learn another's. */
export function shortened(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}…${email.slice(at)}`
}

export const openLink = (member: Member, { rotation, expiresAt }: Invitation): InvitationLink => ({
  account: member.account,
  member: member.id,
  rotation,
  expiresAt,
  state: 'open',
})
