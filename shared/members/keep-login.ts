import { Refusal, refuseAny } from '../errors.ts'
import { requireDirectory, setPassword } from '../identity.ts'
import { requirePassword } from '../logins/rules.ts'
import { isAgent } from '../partners/store.ts'
import { requireNoWait } from '../waiting-changes/rules.ts'
import { requireNoAgent } from './agent-faults.ts'
import { type ChangeMember, changeMember, type Decide, envelopeOf, planChange } from './change-member.ts'
import type { TeamMember } from './model.ts'
import type { NewPassword } from './requests.ts'
import { passwordFaults } from './rules.ts'
import { membersOfPerson } from './store.ts'

/**
 * A person is global: whoever is a member elsewhere, or an agent of a partner, keeps their own login, or an admin here
 * could enter there.
 * @throws Refusal not_accepted, login_shared, no_directory.
 */
async function requireOwnLogin(member: TeamMember): Promise<string> {
  requireDirectory()
  const { subject } = member
  if (subject === undefined) throw new Refusal('not_accepted', 'This person has not signed in yet')
  const elsewhere = (await membersOfPerson(subject)).filter(
    ({ account, status }) => account !== member.account && status !== 'revoked' && status !== 'expired',
  )
  if (elsewhere.length > 0)
    throw new Refusal('login_shared', 'This person is a member elsewhere too, and keeps their own login')
  if (await isAgent(subject))
    throw new Refusal('login_shared', 'This person is an agent of a partner too, and keeps their own login')
  return subject
}

/** What an admin asks of the directory about a login; done after the commit, and tried until it is. */
const asking =
  (action: 'member.mfa-erased' | 'member.signed-out'): Decide =>
  async (before) => {
    await requireOwnLogin(before)
    return { after: before, told: [{ action, ...envelopeOf(before) }] }
  }

/**
 * Switches the second factor off, whose phone was lost.
 * @throws Refusal not_permitted where this has to wait; and as `requireOwnLogin` and `changeMember`.
 */
export async function eraseMfa(where: ChangeMember): Promise<TeamMember> {
  if (!where.waited) requireNoWait(where, 'mfa')
  return changeMember(where, asking('member.mfa-erased'))
}

/** What that would commit; changes nothing. */
export const planEraseMfa = (where: ChangeMember) => planChange(where, asking('member.mfa-erased'))

/** Ends every session of this person. @throws as `requireOwnLogin` and `changeMember`. */
export async function signOutMember(where: ChangeMember): Promise<TeamMember> {
  requireNoAgent(where, 'end no sessions')
  return changeMember(where, asking('member.signed-out'))
}

/**
 * Sets the password of a login that an admin made. It is on record before it is done: a new password without a trace
 * would be worse than a trace of one that the directory then refused.
 * @throws Refusal logins_closed, password_too_weak, password_mismatch, login_has_email; and as `requireOwnLogin`.
 */
export async function setMemberPassword({ body, ...where }: ChangeMember & { body: NewPassword }): Promise<TeamMember> {
  requireNoAgent(where, 'set no passwords')
  let subject = ''
  const member = await changeMember(where, async (before) => {
    const { login: rule } = where.authority.catalog.members
    if (!rule) throw new Refusal('logins_closed', 'Members of this account have their own logins')
    refuseAny(passwordFaults(body, rule))
    requirePassword(body.password, 'password')
    if (before.login === undefined)
      throw new Refusal('login_has_email', 'Whoever has this login resets its password by mail')
    subject = await requireOwnLogin(before)
    return { after: before, told: [{ action: 'member.password-set' }] }
  })
  await setPassword(subject, body.password, 'password')
  return member
}
