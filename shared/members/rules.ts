import { windowIsOver } from '../access/decide.ts'
import type { MemberStatus } from '../access/model.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { type Code, type Fault, Refusal } from '../errors.ts'
import { day, plus } from '../time.ts'
import type { Invitation, InvitationLink, Member } from './model.ts'

/** Addresses are compared and kept in lower case. */
export const normalEmail = (email: string): string => email.trim().toLowerCase()

/** The status that counts: a window that is over has expired, whether or not somebody has tidied up yet. */
export function statusAt(member: Member, now: Instant): MemberStatus {
  if (member.kind !== 'expert' || (member.status !== 'active' && member.status !== 'invited')) return member.status
  return windowIsOver(member, now) ? 'expired' : member.status
}

/** From where to where a membership moves, and how a move that starts elsewhere is refused. */
export const moves = {
  accept: { from: ['invited'], to: 'active' },
  decline: { from: ['invited'], to: 'revoked' },
  resend: { from: ['invited'], to: 'invited' },
  activate: { from: ['inactive'], to: 'active' },
  deactivate: { from: ['active'], to: 'inactive' },
  /** Also of who declined: it erases the details. */
  remove: { from: ['invited', 'active', 'inactive', 'revoked'], to: 'revoked' },
  expire: { from: ['invited', 'active'], to: 'expired' },
  revoke: { from: ['invited', 'active'], to: 'revoked' },
} as const satisfies Record<string, { from: readonly MemberStatus[]; to: MemberStatus }>

export type Move = keyof typeof moves

const standing: Record<MemberStatus, [Code, string]> = {
  invited: ['not_accepted', 'The invitation has not been accepted yet'],
  active: ['already_active', 'This member is active'],
  inactive: ['already_inactive', 'This member is inactive'],
  expired: ['already_ended', 'This membership has expired'],
  revoked: ['already_ended', 'This membership has ended'],
}

/** @returns the status after the move. @throws Refusal saying where the member stands instead. */
export function moved(status: MemberStatus, move: Move): MemberStatus {
  const { from, to } = moves[move]
  if ((from as readonly MemberStatus[]).includes(status)) return to
  if (move === 'resend' && (status === 'active' || status === 'inactive'))
    throw new Refusal('already_accepted', 'This invitation has already been accepted')
  throw new Refusal(...standing[status])
}

/** @throws Refusal already_ended: nothing is left to change. */
export function requireRunning({ status }: Member): void {
  if (status === 'expired' || status === 'revoked') throw new Refusal(...standing[status])
}

/** The name a member is called by, from one field or two. */
export const nameOf = ({ name, firstName, lastName }: Named): string => name ?? `${firstName ?? ''} ${lastName ?? ''}`

export interface Named {
  name?: string | undefined
  firstName?: string | undefined
  lastName?: string | undefined
}

/** A first and a last name are as long as the catalog asks of a name, each of them. */
export function nameFaults(named: Named, shortestName: number, at = ''): Fault[] {
  const detail = `A name has at least ${shortestName} characters`
  return (['name', 'firstName', 'lastName'] as const).flatMap((part) =>
    named[part] !== undefined && named[part].length < shortestName
      ? [{ code: 'name_too_short' as const, detail, field: `${at}${part}` }]
      : [],
  )
}

const classes = {
  digit: /\d/,
  'lower-case letter': /\p{Ll}/u,
  'upper-case letter': /\p{Lu}/u,
  symbol: /[^\p{L}\p{N}\s]/u,
} as const

interface PasswordRule {
  shortestPassword: number
  passwordNeeds: readonly (keyof typeof classes)[]
}

/** What is wrong with a password that somebody typed twice. Says nothing of the password itself. */
export function passwordFaults(
  { password, repeatedPassword }: { password: string; repeatedPassword: string },
  { shortestPassword, passwordNeeds }: PasswordRule,
  at = '',
): Fault[] {
  const missing = passwordNeeds.filter((name) => !classes[name].test(password))
  const weak = password.length < shortestPassword || missing.length > 0
  const detail = `A password has at least ${shortestPassword} characters, with one ${passwordNeeds.join(', one ')}`
  return [
    ...(weak ? [{ code: 'password_too_weak' as const, detail, field: `${at}password` }] : []),
    ...(password !== repeatedPassword
      ? [{ code: 'password_mismatch' as const, detail: 'The two entries differ', field: `${at}repeatedPassword` }]
      : []),
  ]
}

/** A login is a user name, never an address: an address is proved by whoever receives its mail, not set by an admin. */
export const isLogin = (login: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/.test(login)

/** Only where the catalog has credentials mailed does an invitation make a login. */
export const withoutCredentials = ({ members }: Pick<Catalog, 'members'>) =>
  members.credentials === 'mailed' ? {} : { without: ['login.mail-credentials'] as const }

/** Of a file's rows the owner is told when all are done. */
export const toldWithFile = (inFile: true | undefined) => (inFile ? (['mail.partner-change-owner'] as const) : [])

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

/** @throws Refusal invitation_waits: until then an owner can withdraw what an agent of a partner gave. */
export function requireAcceptable({ invitation }: Member, now: Instant): void {
  const from = invitation?.acceptableFrom
  if (from !== undefined && now < from)
    throw new Refusal('invitation_waits', `This invitation can be accepted from ${from} on`)
}

/** Who is signed in, as the issuer vouches for it. */
export interface SignedIn {
  subject: string
  email?: string
  emailVerified: boolean
  name?: string
}

/** An invitation belongs to the address it was mailed to, not to whoever holds the link. */
export function requireInvited(person: SignedIn, member: Pick<Member, 'email'>): void {
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

/** Whoever a link invites: a member of an account, or an agent of a partner, which stands in the account's place. */
export type LinkHolder = Pick<Member, 'account' | 'id' | 'status' | 'invitation'> & { kind: Member['kind'] | 'agent' }

export const openLink = ({ account, id, kind }: LinkHolder, { rotation, expiresAt }: Invitation): InvitationLink => ({
  account,
  member: id,
  ...(kind === 'agent' && { kind }),
  rotation,
  expiresAt,
  state: 'open',
})
